"""The messages of a seat's page as it is opened, without a script: whose they are, in order, and nothing of others."""

import re

from simulator.core.evolving.talk import MESSAGES_KEPT

MESSAGE = re.compile(r'<li class="(message[^"]*)"[^>]*id="([^"]+)">.*?message__text">([^<]*)<', re.DOTALL)


def shown(visitors, who):
    """(classes, text) of the messages on this page, in its order, and the page."""
    page = visitors.client(who).get(f"/x/{visitors.here}").get_data(as_text=True)
    return [(classes.split()[1:], text) for classes, _id, text in MESSAGE.findall(page)], page


def says(visitors, who, text, channel="plenary", to=()):
    ack = visitors.house.act(
        visitors.people[who], visitors.here, "message.send", channel=channel, text=text, to=list(to)
    )
    assert ack["ok"], ack


def test_an_empty_talk_says_so_and_a_full_one_is_an_empty_list_no_more(visitors):
    _, page = shown(visitors, "seated")
    # a list without a child, not even white space: the style sheet shows the sentence beside it then
    assert '<ol class="talk__list" id="talk-list"></ol><p class="talk__empty">' in page
    says(visitors, "seated", "Good morning")
    _, page = shown(visitors, "seated")
    assert '<ol class="talk__list" id="talk-list"><li class="message' in page


def test_my_messages_are_marked_as_mine_on_my_page_only(visitors):
    says(visitors, "seated", "From the stalls")
    says(visitors, "another seat", "From the shops")
    visitors.house.steer(visitors.here, "message.send", channel="plenary", text="Five minutes", seat="")
    says(visitors, "seated", "Between us", "private", ("merchants",))
    assert shown(visitors, "seated")[0] == [
        (["message--mine"], "From the stalls"),
        ([], "From the shops"),
        (["message--facilitator"], "Five minutes"),
        (["message--mine"], "Between us"),
    ]
    assert shown(visitors, "another seat")[0] == [
        ([], "From the stalls"),
        (["message--mine"], "From the shops"),
        (["message--facilitator"], "Five minutes"),
        (["message--private"], "Between us"),
    ]


def test_words_that_look_like_markup_do_not_mark_a_message_as_mine(visitors):
    says(visitors, "another seat", '<li class="message" data-sender="vendors">')
    assert [classes for classes, _ in shown(visitors, "seated")[0]] == [[]]


def test_a_page_shows_the_newest_of_each_talk(visitors):
    says(visitors, "another seat", "Between us", "private", ("vendors",))
    for number in range(MESSAGES_KEPT + 2):
        says(visitors, "another seat", f"To all {number}")
    texts = [text for _, text in shown(visitors, "seated")[0]]
    assert texts == ["Between us", *(f"To all {n}" for n in range(2, MESSAGES_KEPT + 2))]


def test_a_letter_is_on_no_other_page(visitors):
    says(visitors, "seated", "Between us", "private", ("merchants",))
    house = visitors.house
    third = house.sit(visitors.here, "foundation")
    pages = [
        house.client(third).get(f"/x/{visitors.here}"),
        visitors.client("facilitator").get(f"/steer/{visitors.here}"),
        house.app.test_client().get(f"/wall/{visitors.wall}"),
    ]
    assert [answer.status_code for answer in pages] == [200, 200, 200]
    assert not [
        p for p in pages if "Between us" in p.get_data(as_text=True) or '"letter-' in p.get_data(as_text=True)
    ]
