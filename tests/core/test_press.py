"""Guests play the press: a facilitator prints what they hand in, or says why not; nobody else hears of it before."""

from dataclasses import asdict

import pytest

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.deciding.press import HEADLINE_LIMIT, MOST_OF_ONE, MOST_WAITING, STORY_LIMIT
from simulator.core.envelope import FACILITATOR, OBSERVER, ROOM, SCREEN, Actor, reporter_audience
from simulator.core.events import exercise as ev
from simulator.core.evolving.exercise import evolve
from simulator.core.views.milestones import milestone
from simulator.core.views.parts import OBSERVED, PRESS, PUBLIC, project, project_part
from simulator.core.views.press import SHOWN
from tests.support.room import FACILITATOR as TRAINER
from tests.support.room import SYSTEM, Room

REPORTER, OTHER = Actor("reporter", "guest-1"), Actor("reporter", "guest-2")
SECRET = "The mayor was seen with the plant."


@pytest.fixture
def room():
    room = Room()
    room.seats("city", "shop")
    room.facilitator.enters("talk")
    return room


def hands_in(room, actor=REPORTER, headline="Bridge  talks stall", text=SECRET):
    result = room.act(actor, do.SubmitStory(headline, text))
    assert not result.refused, result
    return result.events[0].story


def mine(room, reporter="guest-1"):
    return project_part(room.state, reporter_audience(reporter), "mystories")


def test_a_story_waits_for_the_facilitator_and_nobody_else_can_tell(room):
    before = {a: room.view(a) for a in (ROOM, SCREEN, OBSERVER, reporter_audience("guest-2"))}
    public, seats = room.state.public_version, [room.state.version_for(s) for s in room.state.seats]
    hands_in(room)
    assert {a: room.view(a) for a in before} == before
    assert room.state.public_version == public
    assert [room.state.version_for(s) for s in room.state.seats] == seats
    (waiting,) = room.view(FACILITATOR)["pressdesk"].waiting
    assert (waiting.headline, waiting.text, waiting.by) == ("Bridge talks stall", SECRET, "guest-1")
    (story,) = mine(room).stories
    assert (story.status, story.words, mine(room).more) == ("waiting", "", True)


def test_what_is_printed_stands_on_every_front_page_newest_first(room):
    first = hands_in(room)
    second = hands_in(room, OTHER, "Council meets", "In the rain.")
    for story in (first, second):
        assert room.act(TRAINER, do.PublishStory(story)).kinds == ["press.published"]
    for audience in (ROOM, SCREEN, OBSERVER):
        assert [s.headline for s in room.view(audience)["press"]] == ["Council meets", "Bridge talks stall"]
    assert [s.status for s in mine(room).stories] == ["published"]
    desk = room.view(FACILITATOR)["pressdesk"]
    assert (desk.waiting, len(desk.printed)) == ((), 2)


def test_the_wall_can_show_a_paper_that_only_the_press_wrote(room):
    room.steer(steer.ShowScene("news"))
    assert room.view(SCREEN)["scene"].name != "news"
    assert not room.view(FACILITATOR)["control"].news
    room.act(TRAINER, do.PublishStory(hands_in(room)))
    assert room.view(SCREEN)["scene"].name == "news"
    assert room.view(FACILITATOR)["control"].news


def test_what_is_declined_is_told_to_its_reporter_alone_with_the_reason(room):
    story, public = hands_in(room), room.state.public_version
    assert room.act(TRAINER, do.DeclineStory(story, "  We heard it otherwise. ")).kinds == ["press.declined"]
    assert room.state.public_version == public
    (told,) = mine(room).stories
    assert (told.status, told.words) == ("declined", "We heard it otherwise.")
    assert mine(room, "guest-2").stories == ()
    assert room.view(ROOM)["press"] == ()


def test_what_is_printed_can_come_off_the_front_page_again(room):
    story = hands_in(room)
    room.act(TRAINER, do.PublishStory(story))
    public = room.state.public_version
    assert room.act(TRAINER, do.DeclineStory(story, "A name was in it.")).events[0].printed
    assert room.state.public_version == public + 1
    assert room.view(ROOM)["press"] == ()


def test_a_story_is_decided_once(room):
    story = hands_in(room)
    for command in (do.PublishStory("none"), do.DeclineStory("none", "x")):
        assert room.act(TRAINER, command).refused == "target.unknown"
    room.act(TRAINER, do.PublishStory(story))
    assert room.act(TRAINER, do.PublishStory(story)).refused == "press.settled"
    room.act(TRAINER, do.DeclineStory(story, "no"))
    for command in (do.PublishStory(story), do.DeclineStory(story, "x")):
        assert room.act(TRAINER, command).refused == "press.settled"


def test_a_story_has_a_headline_a_text_and_a_length_and_a_refusal_has_a_reason(room):
    for headline, text, code in (
        ("", "x", "text.empty"),
        ("x", " ", "text.empty"),
        ("x" * (HEADLINE_LIMIT + 1), "x", "text.too_long"),
        ("x", "x" * (STORY_LIMIT + 1), "text.too_long"),
    ):
        assert room.act(REPORTER, do.SubmitStory(headline, text)).refused == code
    assert room.act(TRAINER, do.DeclineStory(hands_in(room), " ")).refused == "text.empty"


def test_only_so_many_stories_wait_of_one_reporter_and_of_all(room):
    stories = [hands_in(room) for _ in range(MOST_OF_ONE)]
    assert not mine(room).more
    assert room.act(REPORTER, do.SubmitStory("x", "x")).refused == "press.too_many"
    room.act(TRAINER, do.DeclineStory(stories[0], "no"))
    assert mine(room).more
    for number in range(MOST_WAITING - MOST_OF_ONE + 1):
        hands_in(room, Actor("reporter", f"guest-{number + 10}"))
    assert room.act(REPORTER, do.SubmitStory("x", "x")).refused == "press.desk_full"


def test_the_front_page_keeps_the_newest(room):
    for number in range(SHOWN + 1):
        room.act(TRAINER, do.PublishStory(hands_in(room, headline=f"Number {number}")))
    headlines = [s.headline for s in room.view(ROOM)["press"]]
    assert (len(headlines), headlines[0], headlines[-1]) == (SHOWN, f"Number {SHOWN}", "Number 1")


def test_the_press_writes_in_a_pause_and_does_nothing_else(room):
    room.facilitator.pauses()
    hands_in(room)
    for command in (do.PublishStory("x"), do.PutOnFloor("lead"), do.SetStance("city", "lead.city", "yes", 1)):
        assert room.act(REPORTER, command).refused == "actor.not_allowed"
    for actor in (room.delegate("city"), TRAINER, SYSTEM):
        assert room.act(actor, do.SubmitStory("x", "x")).refused == "actor.not_allowed"


def test_an_event_about_a_story_that_is_not_known_changes_nothing(room):
    for event in (ev.StoryPublished("x", 1), ev.StoryDeclined("x", "y", True, 1)):
        assert evolve(room.state, event).press == {}


def test_the_replay_says_that_there_was_a_story_and_not_what_came_off_again(room):
    event = room.act(TRAINER, do.PublishStory(hands_in(room))).events[0]
    assert SECRET not in str(asdict(milestone(room.state, event)))


def test_guests_see_what_is_named_for_them_and_nothing_of_a_seat(room):
    assert set(OBSERVED) < set(PUBLIC)
    names = {key.partition("/")[0] for key in project(room.state, OBSERVER)}
    assert names <= set(OBSERVED)
    assert {"head", "dot", "option", "adoptions", "press"} <= names
    assert {k.partition("/")[0] for k in project(room.state, reporter_audience("guest-1"))} - names == set(
        PRESS
    )
    for key in ("brief", "pressdesk", "scene", "letters", "replay", "eyes", "others"):
        with pytest.raises(KeyError):
            project_part(room.state, OBSERVER, key)
