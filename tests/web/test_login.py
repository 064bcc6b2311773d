"""A facilitator's own name and password."""

import pytest

from simulator.app.logins import CannotKeep, SignIn
from simulator.web.passwords import Argon2
from tests.support.house import FACILITATOR, ORIGIN

WORDS = "four slow herons wade"


def keep(house, name="Ana Ruiz", password=WORDS, before="", who=None):
    client = house.client(who or house.staff())
    client.post(
        "/steer/password", data={"name": name, "password": password, "before": before}, headers=ORIGIN
    )
    return client.get("/steer/").text


def come_in(house, name="ana ruiz", password=WORDS, client=None):
    client = client or house.client()
    answer = client.post("/steer/login", data={"name": name, "password": password}, headers=ORIGIN)
    return answer, client


def test_a_name_and_a_password_let_a_facilitator_in_on_another_laptop(house):
    house.open()
    assert "Kept." in keep(house)
    answer, client = come_in(house, name="  ANA   ruiz ")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/steer/")
    assert "A seminar" in client.get("/steer/").text


def test_the_password_is_stored_as_a_hash_alone(house):
    keep(house)
    kept = house.stores.logins.of(FACILITATOR)
    assert kept.password_hash.startswith("$argon2id$")
    assert WORDS not in repr(kept)


@pytest.mark.parametrize(
    ("name", "password"), [("ana ruiz", "four slow herons"), ("somebody", WORDS), ("", "")]
)
def test_what_is_not_right_is_said_and_the_name_stays(house, name, password):
    keep(house)
    answer, client = come_in(house, name, password)
    assert answer.status_code == 403
    assert "No facilitator has this name and password" in answer.text
    assert f'value="{name}"' in answer.text
    assert password not in answer.text or not password
    assert client.get("/steer/").status_code == 403


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        ("a", WORDS, "2 to 60 characters"),
        ("Ana", "too short", "that were 9"),
        ("Ana", "x" * 201, "that were 201"),
        ("Ana", "aaaaaaaaaaaaaaaa", "easy to guess"),
        ("Ana Ruiz", "ana ruiz is my name", "easy to guess"),
        ("Ana Ruiz", "theanaruizpassword ana ruiz", "easy to guess"),
        ("Al", "my name is al and only al", "easy to guess"),
    ],
)
def test_a_login_that_helps_nobody_is_refused_with_a_sentence(house, name, password, said):
    assert said in keep(house, name, password)
    assert house.stores.logins.of(FACILITATOR) is None


def test_a_short_name_that_stands_in_another_word_keeps_nobody_from_a_password(house):
    assert "Kept." in keep(house, "Al", "four calm herons tall")


def test_who_has_a_password_needs_it_to_change_it(house):
    keep(house)
    assert "not your present password" in keep(house, password="another four slow herons")
    assert "Kept." in keep(house, password="another four slow herons", before=WORDS)
    assert come_in(house)[0].status_code == 403
    assert come_in(house, password="another four slow herons")[0].status_code == 303


def test_a_name_that_another_has_is_refused(house):
    keep(house)
    other = house.another_facilitator()
    assert "Somebody else comes in by that name" in keep(house, who=house.staff(other))


def test_guessing_is_limited_by_name_and_by_address(house):
    keep(house)
    for _ in range(6):
        assert come_in(house, password="wrong wrong wrong")[0].status_code == 403
    assert come_in(house)[0].status_code == 429, "also with the right one: whoever guesses must not learn it"
    house.open()
    last = [come_in(house, name=f"name {i}", password="wrong")[0].status_code for i in range(30)]
    assert last[-1] == 429


def test_whoever_logs_out_is_out(house):
    client = house.client(house.staff())
    assert client.get("/steer/").status_code == 200
    client.post("/steer/logout", headers=ORIGIN)
    assert client.get("/steer/").status_code == 403


def test_a_hash_made_with_less_care_is_made_anew(house):
    class Careless:
        def make(self, password):
            return f"plain:{password}"

        def fits(self, made, password):
            return made == f"plain:{password}"

        def is_dated(self, _made):
            return True

    sign_in = SignIn(house.stores.logins, Careless(), house.clock)
    sign_in.keep(FACILITATOR, "Ana", WORDS, "")
    house.clock.at += 5
    assert sign_in.enter("ana", WORDS) == FACILITATOR
    assert house.stores.logins.of(FACILITATOR).changed_at == house.clock()
    assert not Argon2(lambda do, *args: do(*args)).fits("no hash at all", WORDS)
    with pytest.raises(CannotKeep):
        sign_in.keep(FACILITATOR, "Ana", WORDS, "wrong")
