"""Commands as they arrive from a socket or a form."""

import typing

import pytest

from simulator.app.wire import EXERCISE_KINDS, MOST_CHARACTERS, MOST_FIELDS, SEMINAR_KINDS, Malformed, parse
from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer

SENT = {
    "presence.mark": ({"seat": "city", "present": "true"}, do.MarkPresence("city", True)),
    "brief.confirm": ({"seat": "city"}, do.ConfirmBrief("city")),
    "stance.set": (
        {"seat": "city", "target": "rule.all", "value": "with", "seen": "2", "reason": "because"},
        do.SetStance("city", "rule.all", "with", 2, "because"),
    ),
    "proposal.make": (
        {"seat": "city", "term:rule": "all", "term:money": "", "rationale": "fair"},
        do.MakeProposal("city", {"rule": "all"}, "fair"),
    ),
    "proposal.revise": (
        {"seat": "city", "proposal": "p1", "term:rule": "all", "seen": "1"},
        do.ReviseProposal("city", "p1", {"rule": "all"}, 1),
    ),
    "proposal.withdraw": ({"seat": "city", "proposal": "p1"}, do.WithdrawProposal("city", "p1")),
    "proposal.table": (
        {"seat": "city", "term:rule": "all", "wording:rule": "We all agree.", "wording:money": "", "audience": "named",
         "to": ["shop"], "sponsors": "shop", "parent": "p1"},
        do.TableProposal(
            "city", {"rule": "all"}, "named", ("shop",), "p1", wording={"rule": "We all agree."}, sponsors=("shop",)
        ),
    ),
    "proposal.edit": (
        {"seat": "city", "proposal": "p1", "term:rule": "all", "base": "2", "only_if": "money.fund"},
        do.EditProposal("city", "p1", {"rule": "all"}, 2, only_if="money.fund"),
    ),
    "proposal.widen": (
        {"seat": "city", "proposal": "p1", "audience": "all", "seen": "1"}, do.WidenProposal("city", "p1", "all", 1),
    ),
    "sponsor.ask": (
        {"seat": "city", "proposal": "p1", "sponsors": ["shop", "bank"]},
        do.AskSponsors("city", "p1", ("shop", "bank")),
    ),
    "sponsor.answer": (
        {"seat": "city", "proposal": "p1", "seen": "1", "consent": "1"}, do.AnswerSponsoring("city", "p1", 1, True),
    ),
    "offer.make": (
        {"seat": "city", "to": "shop", "give": "We pay", "wants": "money.fund", "until": "text", "shown": "1"},
        do.MakeOffer("city", ("shop",), "We pay", wants="money.fund", until="text", shown=True),
    ),
    "offer.answer": ({"seat": "city", "offer": "f1", "agree": "1"}, do.AnswerOffer("city", "f1", True)),
    "offer.extend": ({"seat": "city", "offer": "f1", "seen": "2"}, do.ExtendOffer("city", "f1", 2)),
    "offer.withdraw": ({"seat": "city", "offer": "f1"}, do.WithdrawOffer("city", "f1")),
    "floor.put": ({"target": "rule"}, do.PutOnFloor("rule")),
    "decision.open": ({"term:rule": "all"}, do.OpenDecision({"rule": "all"})),
    "ballot.cast": (
        {"seat": "city", "decision": "d1", "choice": "yes"}, do.CastBallot("city", "d1", "yes"),
    ),
    "decision.close": ({"decision": "d1"}, do.CloseDecision("d1")),
    "decision.cancel": ({"decision": "d1"}, do.CancelDecision("d1")),
    "committee.name": ({"seats": ["city", "shop"]}, do.NameCommittee(("city", "shop"))),
    "vote.lend": ({"seat": "city", "to": "shop", "once": "1"}, do.LendVote("city", "shop", True)),
    "objection.put": (
        {"seat": "city", "decision": "d1", "reason": "no"}, do.PutObjection("city", "d1", "no"),
    ),
    "vote.take_back": ({"seat": "city"}, do.TakeVoteBack("city")),
    "committee.mark": ({"seat": "city", "delegate": "shop", "up": "0"}, do.MarkDelegate("city", "shop", False)),
    "meeting.give": (
        {"group": "talk-1", "link": "https://meet.example.org/a"},
        do.GiveLink("talk-1", "https://meet.example.org/a"),
    ),
    "letters.open": ({}, do.OpenLetters()),
    "help.ask": (
        {"seat": "city", "about": "words", "text": "Where?"},
        do.AskForHelp("city", "words", "Where?"),
    ),
    "help.take_back": ({"seat": "city"}, do.TakeHelpBack("city")),
    "help.read": ({"seat": "city", "enough": "0"}, do.ReadAnswer("city", False)),
    "help.reply": (
        {"to": "city", "how": "answer", "answer": "reload", "text": ""},
        do.ReplyToHelp("city", "answer", "reload"),
    ),
    "line.send": (
        {"to": ["city", "shop"], "what": "meet", "about": "rule.double"},
        do.SendLine(("city", "shop"), "meet", "rule.double"),
    ),
    "line.read": ({"seat": "city"}, do.ReadLine("city")),
    "seat.look": ({"to": "city"}, do.LookAtSeat("city")),
    "press.submit": ({"headline": "They meet", "text": "In the rain."}, do.SubmitStory("They meet", "In the rain.")),
    "press.publish": ({"story": "5f0c1"}, do.PublishStory("5f0c1")),
    "press.decline": ({"story": "5f0c1", "words": "No."}, do.DeclineStory("5f0c1", "No.")),
    "inject.throw": ({"inject": "storm"}, do.ThrowInject("storm")),
    "inject.plan": ({"inject": "storm", "amount": "10"}, do.PlanInject("storm", amount=10)),
    "inject.unplan": ({"inject": "storm"}, do.UnplanInject("storm")),
    "inject.throw_all": ({"inject": "storm"}, steer.ThrowEverywhere("storm")),
    "replay.open": ({"level": "hands"}, do.OpenReplay("hands")),
    "replay.show": ({"amount": "7", "clause": "rule"}, do.ShowMoment(7, "rule")),
    "consent.list": (
        {"term:lead": "city", "term:money": "", "amount": "7"},
        do.ListConsent({"lead": "city"}, amount=7),
    ),
    "consent.object": (
        {"seat": "city", "item": "c1", "reason": "too soon"},
        do.ObjectToConsent("city", "c1", "too soon"),
    ),
    "consent.adopt": ({"item": "c1"}, do.AdoptConsent("c1")),
    "consent.take_off": ({"item": "c1"}, do.TakeOffConsent("c1")),
    "committee.seat": ({"sector": "GO", "settled": ["city"]}, do.SeatDelegates("GO", ("city",))),
    "pledge.make": (
        {"seat": "city", "kind": "cash", "amount": "1,500", "line": "bus"},
        do.MakePledge("city", "", "cash", 1500, "bus"),
    ),
    "pledge.revise": (
        {"seat": "city", "pledge": "r1", "amount": " 20 ", "seen": 3}, do.RevisePledge("city", "r1", 20, 3),
    ),
    "pledge.withdraw": ({"seat": "city", "pledge": "r1"}, do.WithdrawPledge("city", "r1")),
    "task.ask": (
        {"task": "survey", "of": "city"}, do.AskToLead("", "survey", "city"),
    ),
    "task.lead": ({"seat": "city", "task": "survey"}, do.LeadTask("city", "survey")),
    "task.refuse": (
        {"seat": "city", "task": "survey", "reason": "no people"}, do.RefuseLead("city", "survey", "no people"),
    ),
    "task.hand_back": ({"seat": "city", "task": "survey"}, do.HandBackTask("city", "survey")),
    "task.support": ({"seat": "city", "task": "survey", "amount": "3"}, do.SupportTask("city", "survey", 3)),
    "signing.open": ({}, do.OpenSigning()),
    "signature.give": (
        {"seat": "city", "how": "sign", "seen": "abc"}, do.GiveSignature("city", "sign", "abc"),
    ),
    "signing.call_reopening": ({}, do.CallReopening()),
    "signing.reopen": ({}, do.ReopenText()),
    "signing.conclude": ({}, do.ConcludeSigning()),
    "message.send": (
        {"seat": "city", "channel": "private", "text": "hi", "to": ["shop", ""]},
        do.SendMessage("city", "private", "hi", ("shop",)),
    ),
    "table.take_pen": ({"seat": "city"}, do.TakePen("city")),
    "table.write": (
        {"seat": "city", "term:rule": "all", "seen": "1", "rationale": "fair"},
        do.WriteSheet("city", {"rule": "all"}, 1, "fair"),
    ),
    "table.hand_in": ({"seat": "city", "seen": "1"}, do.HandIn("city", 1)),
    "table.report": ({"seat": "city", "live": "a", "hinder": "b"}, do.GiveReport("city", "a", "b")),
    "table.name": (
        {"group": "talk-1", "role": "scribe", "member": "city"}, do.NameRole("talk-1", "scribe", "city"),
    ),
    "speaker.ask": ({"seat": "city", "point": "1"}, do.AskForFloor("city", True)),
    "speaker.invite": ({"to": "shop"}, do.InviteSpeaker("shop")),
    "speaker.tap": ({"seat": "city", "group": "talk-1", "who": "shop"}, do.TapSpeaker("city", "talk-1", "shop")),
    "heard.ask": ({}, do.AskHeard()),
    "heard.close": ({"round": "h1"}, do.CloseHeard("h1")),
    "heard.answer": (
        {"seat": "city", "round": "h1", "heard": "no", "note": "cut off", "changed": ["shop", ""]},
        do.AnswerHeard("city", "h1", "no", "cut off", ("shop",)),
    ),
    "speaker.withdraw": ({"seat": "city"}, do.LeaveList("city")),
    "speaker.start": ({"seat": "city"}, do.StartTurn("city")),
    "speaker.end": ({"seat": "city"}, do.EndTurn("city")),
    "act.undo": ({"act": "12"}, do.UndoAct("12")),
    "sense.open": ({"target": "rule", "how": "show"}, do.OpenSense("rule", "show")),
    "sense.close": ({"check": "s1"}, do.CloseSense("s1")),
    "sense.cancel": ({"check": "s1"}, do.CancelSense("s1")),
    "sense.same": ({"seat": "city", "check": "s1"}, do.AnswerSense("city", "s1")),
    "convener.call_decision": (
        {"seat": "city", "proposal": "p1", "seen": "2"}, do.CallDecision("city", "p1", 2),
    ),
    "convener.give_turn": ({"seat": "city", "speaker": "shop"}, do.GiveTurn("city", "shop")),
    "convener.end_turn": ({"seat": "city", "speaker": "shop"}, do.EndTurnOf("city", "shop")),
    "review.call": ({}, do.CallReview()),
    "review.decide": ({"option": "double"}, do.DecideReview("double")),
    "review.end": ({}, do.EndReview()),
    "trial.run": ({"fresh": "1"}, do.RunTrial(True)),
    "trial.tell": ({"amount": "3"}, do.TellYear(3)),
    "trial.change": ({"option": "money.fund"}, do.ChangeForTrial("money.fund")),
    "debrief.reveal": ({"what": "count"}, do.RevealResults("count")),
    "speaker.set_turn": ({"amount": "90"}, do.SetTurn(90)),
    "eyes.set": ({"up": "1", "text": "Look."}, steer.EyesUp(True, "Look.")),
    "seat.claim": ({"person": "a", "room": "x", "seat": "city"}, steer.ClaimSeat("a", "x", "city")),
    "worksheet.mark": (
        {"seat": "city", "option": "rule.double", "mark": "must"}, do.MarkWorksheet("city", "rule.double", "must"),
    ),
    "fact.tell": ({"seat": "city", "fact": "0", "whom": "shop"}, do.TellFact("city", "0", "shop")),
    "delegation.ask": ({"person": "a", "room": "x", "seat": "city"}, steer.AskToJoin("a", "x", "city")),
    "delegation.admit": ({"person": "a", "room": "x", "seat": "city"}, steer.LetIn("a", "x", "city")),
    "delegation.turn_away": ({"person": "a", "room": "x", "seat": "city"}, steer.TurnAway("a", "x", "city")),
    "seat.leave": ({"person": "a", "proxy": "shop", "everybody": "1"}, steer.LeaveSeat("a", "shop", True)),
    "swap.ask": ({"person": "a"}, steer.AskForSwap("a")),
    "swap.offer": ({"person": "a", "room": "x", "seat": "city"}, steer.OfferSeat("a", "x", "city")),
    "swap.answer": ({"person": "a", "accept": "0"}, steer.AnswerSwap("a", False)),
    "seat.flag": (
        {"room": "x", "seat": "city", "flag": "remote", "up": "0"},
        steer.FlagSeat("x", "city", "remote", False),
    ),
    "person.move": (
        {"person": "a", "room": "x", "seat": "city", "was": "x/shop"},
        steer.MovePerson("a", "x", "city", "x/shop"),
    ),
    "person.swap": ({"person": "a", "other": "b"}, steer.SwapPeople("a", "b")),
    "person.remove": ({"person": "a"}, steer.RemovePerson("a")),
    "person.put_back": ({"person": "a", "act": "7"}, steer.PutPersonBack("a", 7)),
    "move.read": ({"person": "a"}, steer.ReadMove("a")),
    "seat.free": ({"person": "a"}, steer.FreeSeat("a")),
    "seat.renew_phrase": ({"room": "x", "seat": "city"}, steer.RenewPhrase("x", "city")),
    "step.enter": ({}, steer.EnterStep("")),
    "clock.pause": ({}, steer.PauseClock()),
    "clock.resume": ({}, steer.ResumeClock()),
    "clock.extend": ({"minutes": "5"}, steer.ExtendStep(5)),
    "slide.show": ({"slide": "1"}, steer.ShowSlide(1)),
    "scene.show": ({"scene": "room"}, steer.ShowScene("room")),
    "notice.set": ({"text": "Hush."}, steer.Announce("Hush.")),
    "agenda.set": ({"length:talk": "9", "out": ["sign"]}, steer.SetAgenda({"talk": 9}, ("sign",))),
    "step.skip": ({"step": "talk"}, steer.SkipStep("talk")),
    "agenda.put_back": ({"act": ["7"]}, steer.PutOrderBack(7)),
    "seat.name_proxy": ({"room": "a", "seat": "city", "proxy": "shop"}, steer.NameProxy("a", "city", "shop")),
    "help.set": ({"mode": "off"}, steer.SetHelp("off")),
}  # fmt: skip
ALL = {**EXERCISE_KINDS, **SEMINAR_KINDS}


def test_every_kind_on_the_wire_has_an_example_here():
    assert set(SENT) == set(ALL)


@pytest.mark.parametrize("kind", SENT)
def test_a_kind_and_its_fields_become_the_command(kind):
    fields, command = SENT[kind]
    assert parse(kind, fields) == command


@pytest.mark.parametrize("kind", SENT)
def test_a_form_sends_each_field_as_a_list_and_means_the_same(kind):
    fields, command = SENT[kind]
    assert parse(kind, {k: [str(v)] if not isinstance(v, list) else v for k, v in fields.items()}) == command


@pytest.mark.parametrize(
    "kind",
    [
        "exercise.start",
        "branch.begin",
        "branch.tell",
        "seminar.branch",
        "inject.bring",
        "consent.settle",
        "trial.record",
        "debrief.record",
        "seminar.follow",
        "offer.lapse",
        "seminar.open",
        "clock.hold",
        "person.join",
        "",
        "nothing",
    ],
)
def test_what_only_the_server_sends_is_no_command_from_outside(kind):
    with pytest.raises(Malformed) as caught:
        parse(kind, {"version": "1", "gap": "1", "person": "a"})
    assert caught.value.field == "kind"


def test_every_command_is_either_on_the_wire_or_the_servers_own():
    commands = {
        c.KIND for c in (*typing.get_args(do.ExerciseCommand), *typing.get_args(steer.SeminarCommand))
    }
    assert commands - set(ALL) == {
        "laptops.note_quiet",
        "inject.bring",
        "exercise.start",
        "branch.begin",
        "branch.tell",
        "seminar.branch",
        "consent.settle",
        "trial.record",
        "debrief.record",
        "seminar.follow",
        "offer.lapse",
        "seminar.open",
        "clock.hold",
        "person.join",
    }


@pytest.mark.parametrize(
    "kind", [k for k, (fields, _) in SENT.items() if "seat" in fields and k in EXERCISE_KINDS]
)
def test_the_seat_of_the_sender_wins_over_the_seat_that_was_written(kind):
    fields, _ = SENT[kind]
    assert parse(kind, {**fields, "seat": "somebody-else"}, seat="mine").seat == "mine"
    assert parse(kind, {**fields, "seat": ["a", "b"]}, seat="mine").seat == "mine"


def test_a_facilitator_who_names_no_seat_speaks_without_one():
    assert parse("message.send", {"channel": "plenary", "text": "hello"}).seat == ""


@pytest.mark.parametrize(
    ("kind", "change", "field"),
    [
        ("stance.set", {"seen": "two"}, "seen"),
        ("stance.set", {"seen": "9" * 5000}, "seen"),
        ("stance.set", {"seen": 1.5}, "seen"),
        ("stance.set", {"seen": True}, "seen"),
        ("stance.set", {"target": ["a", "b"]}, "target"),
        ("stance.set", {"target": {"a": "b"}}, "target"),
        ("stance.set", {"target": None}, "target"),
        ("stance.set", {"value": 1}, "value"),
        ("stance.set", {"reason": "a\0b"}, "reason"),
        ("stance.set", {"reason": "half a pair \ud800"}, "reason"),
        ("stance.set", {"target": b"x"}, "target"),
        ("committee.name", {"seats": [1]}, "seats"),
        ("committee.name", {"seats": {"a": "b"}}, "seats"),
        ("committee.name", {"seats": ["a\0"]}, "seats"),
        ("message.send", {"to": [["shop"]]}, "to"),
        ("proposal.make", {"term:rule": ["a", "b"]}, "term:rule"),
        ("proposal.make", {"term:rule": {"a": 1}}, "term:rule"),
        ("presence.mark", {"present": 1}, "present"),
        ("stance.set", {"reason": "x" * (MOST_CHARACTERS + 1)}, "size"),
        ("stance.set", {f"extra{n}": "" for n in range(MOST_FIELDS + 1)}, "size"),
        ("stance.set", {"y" * (2 * MOST_CHARACTERS): ""}, "size"),
    ],
)  # fmt: skip
def test_what_is_not_well_formed_is_named(kind, change, field):
    fields, _ = SENT[kind]
    with pytest.raises(Malformed) as caught:
        parse(kind, {**fields, **change})
    assert caught.value.field == field


@pytest.mark.parametrize("kind", SENT)
def test_a_field_without_a_default_may_not_be_left_out(kind):
    command = ALL[kind]
    needed = [
        f.name for f in command.__dataclass_fields__.values()
        if f.default is f.default_factory and f.name not in ("terms", "seat")
    ]  # fmt: skip
    for name in needed:
        fields = {k: v for k, v in SENT[kind][0].items() if k != name}
        with pytest.raises(Malformed) as caught:
            parse(kind, fields)
        assert caught.value.field == name


def test_unknown_fields_change_nothing():
    fields, command = SENT["brief.confirm"]
    assert parse("brief.confirm", {**fields, "recorded": "1", "__class__": "x"}) == command


@pytest.mark.parametrize(
    ("text", "meant"), [("1", True), ("on", True), ("yes", True), ("0", False), ("", False)]
)
def test_a_check_box_means_yes_or_no(text, meant):
    assert parse("presence.mark", {"seat": "a", "present": text}).present is meant


def test_a_form_names_what_is_pledged_resource_because_kind_is_the_command():
    form = {"seat": ["city"], "resource": ["staff"], "amount": ["5"], "line": ["Friday crew"]}
    assert parse("pledge.make", form) == do.MakePledge("city", "", "staff", 5, "Friday crew")
