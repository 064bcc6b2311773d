"""Earlier messages: whoever could read them then can read them now, page by page, and nobody else."""

from hypothesis import given
from hypothesis import strategies as st

from simulator.core.commands import exercise as do
from simulator.core.envelope import seat_audience
from simulator.core.events.talk import MessageSent
from simulator.core.views.talk import LETTERS_SHOWN
from simulator.core.views.transcript import PAGE, transcript
from tests.support.dirt import Pages
from tests.support.room import FACILITATOR, Room


def said(room):
    return [event for event in room.log if isinstance(event, MessageSent)]


def page(room, seat, talk="", upto=0):
    return transcript(room.state, said(room), seat, talk, upto)


def texts(room, seat, talk="", upto=0):
    return [row.line.text for row in page(room, seat, talk, upto).rows]


def chatty():
    """A room in which everybody has written to somebody."""
    room = Room()
    ana, bo, cy = room.seats("city", "shop", "walkers")
    room.facilitator.enters("talk")
    ana.says("to all")
    bo.says("between us", "private", ("city",))
    cy.says("dear facilitator", "facilitator")
    ana.says("we of the towns", "caucus")
    cy.says("at our table", "group")
    room.act(FACILITATOR, do.SendMessage("", "private", "an answer", ("walkers",)))
    room.act(FACILITATOR, do.SendMessage("", "plenary", "five minutes"))
    return room


def test_everybody_reads_what_is_theirs_in_the_order_of_the_log():
    room = chatty()
    table = room.state.group_of("walkers").members
    common = ["at our table"] if "shop" in table else []
    assert texts(room, "shop") == ["to all", "between us", *common, "five minutes"]
    assert texts(room, "walkers") == [
        "to all",
        "dear facilitator",
        "at our table",
        "an answer",
        "five minutes",
    ]
    assert texts(room, "") == ["to all", "dear facilitator", "an answer", "five minutes"]


def test_a_message_says_who_sent_it_and_to_whom_as_it_did_then():
    room = chatty()
    rows = {row.line.text: row for row in page(room, "city").rows}
    assert (rows["to all"].mine, rows["to all"].letter) == (True, None)
    assert (rows["between us"].mine, rows["between us"].letter.to) == (False, ("city",))
    assert rows["we of the towns"].letter.to == ()
    assert page(room, "").rows[-1].mine


def test_one_talk_by_itself_and_a_talk_of_others_is_none():
    room = chatty()
    talks = {t.key: t for t in page(room, "city").talks}
    private = next(t for t in talks.values() if t.channel == "private")
    assert (private.others, private.count) == (("shop",), 1)
    assert next(t for t in talks.values() if t.channel == "plenary").others == ()
    assert texts(room, "city", private.key) == ["between us"]
    stranger = page(room, "walkers", private.key)
    assert (stranger.talk, stranger) == ("", page(room, "walkers", "never,was"))


def test_pages_lead_back_to_the_first_message():
    room = Room()
    ana, _bo = room.seats("city", "shop")
    for number in range(2 * PAGE + 5):
        ana.says(f"note {number}", "private", ("shop",))
    newest = page(room, "shop")
    assert (newest.first, newest.last, newest.total) == (PAGE + 6, 2 * PAGE + 5, 2 * PAGE + 5)
    assert [row.number for row in newest.rows][:2] == [PAGE + 6, PAGE + 7]
    before = page(room, "shop", upto=newest.first - 1)
    assert (before.first, before.last) == (6, PAGE + 5)
    first = page(room, "shop", upto=before.first - 1)
    assert [row.line.text for row in first.rows] == [f"note {n}" for n in range(5)]
    assert page(room, "shop", upto=9_999) == newest
    assert page(room, "walkers").rows == ()
    assert (page(room, "walkers").first, page(room, "walkers").last) == (0, 0)


def test_the_page_of_a_seat_keeps_the_newest_letters_of_all_its_talks():
    room, pages = Room(), Pages()
    ana, *others = room.seats("city", "shop", "walkers", "parents", "bank")

    def check(before, event, after):
        assert not pages.missed(before, event, after)

    for number in range(LETTERS_SHOWN):
        ana.says(f"note {number}", "private", (others[number % 4].seat,))
    room.watch = check
    others[0].says("one more", "private", ("city",))
    letters = [k for k in room.view(seat_audience("city")) if k.startswith("letter/")]
    assert len(letters) == LETTERS_SHOWN
    assert len([k for k in room.view(seat_audience("shop")) if k.startswith("letter/")]) == 16


words = st.tuples(
    st.sampled_from(["city", "shop", "walkers", "parents"]),
    st.sampled_from(["plenary", "caucus", "private", "facilitator"]),
    st.sampled_from(["city", "shop", "walkers", "parents"]),
)


@given(st.lists(words, max_size=30))
def test_the_page_and_the_transcript_agree_on_who_may_read(spoken):
    """The newest messages are read by two ways, from the state and from the log; both let the same people in."""
    room = Room()
    players = {p.seat: p for p in room.seats("city", "shop", "walkers", "parents")}
    for number, (who, channel, to) in enumerate(spoken):
        players[who].says(f"{number}", channel, (to,) if channel == "private" else ())
    for seat in players:
        view = room.view(seat_audience(seat))
        live = {getattr(v, "line", v).text for k, v in view.items() if k.startswith(("message/", "letter/"))}
        assert live == set(texts(room, seat))
