"""A facilitator chooses a name and a password, and comes in with them on another laptop, by keyboard alone."""

import pytest
from playwright.sync_api import expect

from tests.support.browsing import leaves_the_server

pytestmark = pytest.mark.browser


def test_a_facilitator_comes_in_on_another_laptop(server, visit):
    at_home = visit(server)
    at_home.page.goto(server.links["facilitator"])
    at_home.page.get_by_text("Your name and password").press("Enter")
    form = at_home.page.locator(".home__login")
    form.get_by_label("Your name here").fill("Ana Ruiz")
    form.get_by_label("New password").fill("four slow herons wade")
    form.get_by_label("New password").press("Enter")
    at_home.page.get_by_text("Kept.").wait_for()
    assert at_home.axe() == []

    elsewhere = visit(server, width=390, height=844)
    elsewhere.page.goto(f"{at_home.page.url.rpartition('/steer')[0]}/steer/login")
    expect(elsewhere.page.get_by_label("Your name here")).to_be_focused()
    for text in ("ana ruiz", "not the password"):
        elsewhere.page.keyboard.type(text)
        elsewhere.page.keyboard.press("Tab")
    elsewhere.page.keyboard.press("Enter")
    elsewhere.page.get_by_role("alert").get_by_text("No facilitator has this name").wait_for()
    assert elsewhere.page.get_by_label("Your name here").input_value() == "ana ruiz"
    assert elsewhere.axe() == []
    expect(elsewhere.page.get_by_label("Password")).to_be_focused()
    elsewhere.page.keyboard.type("four slow herons wade")
    elsewhere.page.keyboard.press("Enter")
    elsewhere.page.get_by_role("heading", name="Your seminars").wait_for()
    elsewhere.page.reload()
    elsewhere.page.get_by_role("button", name="Log out").press("Enter")
    elsewhere.page.get_by_role("heading", name="Come in as a facilitator").wait_for()
    elsewhere.troubles[:] = [
        t for t in elsewhere.troubles if "403" not in t
    ]  # the refusal, as the browser tells it


@pytest.mark.parametrize(
    ("url", "leaves"),
    [("https://fonts.example/x.css", True), ("wss://elsewhere.test/", True), ("http://room.test:8000/x", False),
     ("data:image/png;base64,", False), ("blob:http://room.test/1", False)],
)  # fmt: skip
def test_what_leaves_the_server_is_known(url, leaves):
    assert leaves_the_server(url) is leaves
