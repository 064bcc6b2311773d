"""Words of a party's own desk: who of us did what, what an option is to us, whom we told."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jinja2 import Environment

from simulator.core.views.desk import ActLine, Telling

from .counts import listed, time_words
from .seat import BALLOT_WORDS

Names = Callable[[str], str]
STANCES = {"yes": "yes", "mostly": "mostly", "with": "with changes", "doubt": "doubtful", "no": "no"}
SIGNATURES = {"sign": "signed", "reserve": "signed, with a reservation", "decline": "declined to sign"}
MARKS = {"must": "a must-have", "nice": "would be nice", "give": "something we can give"}
CHANNELS = {"plenary": "to everybody", "caucus": "to the caucus", "group": "to the table", "private": "in private",
            "facilitator": "to the facilitator"}  # fmt: skip
HEARERS = {"everybody": "to everybody", "group": "to the table"}
PLAIN = {
    "brief.confirm": "said that the brief is read",
    "sense.same": "said that our marks still stand",
    "proposal.make": "put a proposal before the room",
    "proposal.revise": "changed our proposal",
    "proposal.withdraw": "withdrew our proposal",
    "pledge.make": "pledged something",
    "pledge.revise": "changed a pledge",
    "pledge.withdraw": "withdrew a pledge",
    "task.ask": "asked somebody to lead a task",
    "task.lead": "took the lead of a task",
    "task.refuse": "declined to lead a task",
    "task.hand_back": "handed a task back",
    "task.support": "gave staff to a task",
    "table.take_pen": "took the pen of the table",
    "table.write": "wrote on the table's sheet",
    "table.hand_in": "handed the table's proposal in",
    "table.report": "reported for the table",
    "speaker.ask": "asked for the floor",
    "speaker.tap": "tapped who speaks at our table",
    "heard.answer": "answered whether we were heard",
    "speaker.start": "began to speak",
    "speaker.end": "finished speaking",
    "speaker.withdraw": "took the wish to speak back",
    "committee.mark": "marked or unmarked a delegate of our caucus",
    "vote.lend": "lent our vote",
    "vote.take_back": "took our vote back",
    "consent.object": "objected to something on the consent list",
    "objection.put": "put or changed our objection on record",
    "fact.tell": "told one of our private facts",
    "proposal.table": "put a proposal forward",
    "proposal.edit": "changed a proposal",
    "proposal.widen": "showed a proposal to more parties",
    "sponsor.ask": "asked others to carry our proposal",
    "sponsor.answer": "answered whether we carry a proposal",
    "offer.make": "made an offer",
    "offer.answer": "answered an offer",
    "offer.extend": "gave an offer five minutes more",
    "offer.withdraw": "took an offer back",
    "convener.call_decision": "called a decision, as convener",
    "convener.give_turn": "gave somebody the floor, as convener",
    "convener.end_turn": "ended somebody's turn, as convener",
    "help.ask": "asked the facilitator for help",
    "help.take_back": "told the facilitator that it is settled",
    "help.read": "read the facilitator's answer",
    "line.read": "read what the facilitator wrote to us",
}


def people_words(people: Sequence[str], name: Names) -> str:
    """The people of a delegation by name: "Ana, Bo and Jo"."""
    return listed([name(p) or "somebody" for p in people])


def _did(act: ActLine) -> str:
    what = f"{act.term.code} {act.term.letter}" if act.term else "a proposal"
    match act.kind:
        case "stance.set":
            return (
                f"marked {what}: {STANCES.get(act.choice, act.choice)}" if act.choice else f"took back {what}"
            )
        case "ballot.cast":
            return f"voted: {BALLOT_WORDS.get(act.choice, act.choice)}"
        case "signature.give":
            return SIGNATURES.get(act.choice, "answered the signing")
        case "worksheet.mark":
            return (
                f"noted {what}: {MARKS[act.choice]}"
                if act.choice in MARKS
                else f"unmarked {what} on the worksheet"
            )
        case "message.send":
            return f"wrote {CHANNELS.get(act.choice, '')}".strip()
        case "fact.tell":
            whom = f"to {act.about}" if act.about else HEARERS.get(act.choice, "")
            return f"{PLAIN[act.kind]} {whom}".strip()
        case _:
            return PLAIN.get(act.kind, "did something for us")


def act_words(act: ActLine, name: Names) -> str:
    """Who of us did what, and when: "Jo marked C4 b: yes, 14:05"."""
    who = (name(act.person) or "Somebody") if act.person else "Recorded for us by the facilitator: we"
    return f"{who} {_did(act)}, {time_words(act.at)}"


def mark_names(sign: int) -> list[tuple[str, str]]:
    """What an option may be to us; for one that we dislike, in other words."""
    if sign > 0:
        return [("must", "must-have"), ("nice", "would be nice"), ("give", "can give")]
    return [("must", "must not come"), ("nice", "rather not"), ("give", "can give")]


SIGNS = {
    2: ("++", "very good for us", "best"),
    1: ("+", "good for us", "good"),
    0: ("0", "neither good nor bad for us", "even"),
    -1: ("–", "bad for us", "bad"),
    -2: ("––", "very bad for us", "worst"),
}


def sign_text(sign: int) -> str:
    """A sign as it is drawn."""
    return SIGNS[sign][0]


def sign_words(sign: int) -> str:
    """A sign as it is read aloud."""
    return SIGNS[sign][1]


def sign_name(sign: int) -> str:
    """A sign as a class of the stylesheet."""
    return SIGNS[sign][2]


def told_words(telling: Telling) -> str:
    """Whom we told, and when: "Told to the vendors, 14:05"."""
    return f"Told to {listed(telling.to) if telling.to else 'everybody'}, {time_words(telling.at)}"


def trace_words(number: int, telling: Telling) -> str:
    """For those who steer: "told its fact 1 to the vendors, 14:05"."""
    return f"told its fact {number} to {listed(telling.to) if telling.to else 'everybody'}, {time_words(telling.at)}"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        people_words=people_words, act_words=act_words, mark_names=mark_names, sign_text=sign_text,
        sign_words=sign_words, sign_name=sign_name, told_words=told_words, trace_words=trace_words,
    )  # fmt: skip
