"""What a person in a seat is told: the one thing now, and how things stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from jinja2 import Environment

from simulator.app.evaluation import CALL
from simulator.core.clockwork import Clock
from simulator.core.views.bar import Bar
from simulator.core.views.seat import Help, MyStance
from simulator.core.views.talk import Letter, MessageLine

from .binding import rule_sentence
from .counts import listed, points_words, terms_title, time_words
from .senses import sense_detail, sense_question

BALLOT_WORDS = {"yes": "yes", "aside": "stand aside", "no": "no", "object": "objects, without a vote"}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The bar's words: a headline, what it means, and its tone (act, wait or urgent)."""

    headline: str
    detail: str
    tone: str = ""
    kicker: str = "Now"


def _place(bar: Bar) -> str:
    """Where to go and with whom; a table of more than eight is named by its size."""
    with_whom = listed(bar.companions) if len(bar.companions) <= 8 else f"{len(bar.companions)} others"
    where = f"Go to table {bar.place}"
    if not bar.companions:
        return where
    return (
        f"{where}, with your caucus: {with_whom}"
        if bar.group_kind == "caucus"
        else f"{where}, with {with_whom}"
    )


def _scribe(bar: Bar) -> str:
    if bar.scribe_is_me:
        return "You write for your group: put its proposal in."
    return f"{bar.scribe} writes for your group." if bar.scribe else ""


def _marks(bar: Bar) -> str:
    if not bar.to_mark:
        return ""
    if bar.marked >= bar.to_mark:
        return "You have said where you stand on everything of this step."
    return f"You have said where you stand on {bar.marked} of {bar.to_mark} options."


def _step(bar: Bar) -> Sentence:
    quiet = bar.step_kind in ("break", "slack", "arrive", "activity", "story", "debrief", "peers", "close")
    headline = _place(bar) if bar.place else bar.question or bar.step or "Eyes up"
    parts = [bar.do, _scribe(bar) if bar.place else "", "" if quiet else _marks(bar)]
    kicker = "Now" if not quiet else "In the room"
    return Sentence(
        headline, " ".join(p for p in parts if p), "wait" if quiet and not bar.place else "", kicker
    )


def _question(bar: Bar) -> str:
    return f"Decide on {terms_title(bar.terms)}" if bar.terms else "Decide whether the text is reopened"


def bar_words(bar: Bar) -> Sentence:
    """The one thing that the room wants from this person now."""
    match bar.kind:
        case "brief":
            return Sentence(
                "Read your brief",
                "The five lines come first. Say that you have read it; then everything else opens.",
            )
        case "wait":
            return Sentence(
                "You are ready. The facilitator starts the first step.",
                "Until then: say hello to your neighbors, or read your brief once more.", "wait", "Soon",
            )  # fmt: skip
        case "paused":
            return Sentence(
                "The room is paused", "You can read and draft; marks, votes and pledges open again when it goes on.",
                "wait", "Paused",
            )  # fmt: skip
        case "vote":
            kicker = (
                "Review of the rule" if bar.review else "For the five-year test" if bar.trial else "Decide"
            )
            return Sentence(_question(bar), rule_sentence(bar.rule), "urgent", kicker)
        case "voted":
            choice = BALLOT_WORDS.get(bar.choice, bar.choice)
            detail = (
                f"You said “{choice}”. You may change it until the decision closes. {rule_sentence(bar.rule)}"
            )
            return Sentence(_question(bar), detail, "", "Voted")
        case "sense" | "sensed" if bar.sense:
            kicker, tone = ("Sense check", "urgent") if bar.kind == "sense" else ("Answered", "")
            return Sentence(sense_question(bar.sense.about), sense_detail(bar.sense), tone, kicker)
        case "heard":
            return Sentence(
                "Were you heard, and who changed your mind?",
                "Two questions before the room goes on. Only the facilitators read your answers.", "urgent", "Tell us",
            )  # fmt: skip
        case "sign":
            return Sentence(
                "Can you put your organization’s name to this?",
                "Read the whole agreement. Then sign, sign with a reservation, or decline.", "urgent", "Sign",
            )  # fmt: skip
        case "signed":
            return Sentence(
                "You have answered for your organization", "You may change it while the signing is open. Eyes up.",
                "wait", "Answered",
            )  # fmt: skip
        case "passed" | "failed":
            then = _step(bar)
            verdict = "Adopted" if bar.kind == "passed" else "Not adopted"
            detail = f"The count stands under “Decision”. Next: {then.headline}"
            return Sentence(f"{verdict}: {terms_title(bar.terms)}", detail, "wait", "Result")
        case "review":
            return Sentence(
                "The rule itself is under review",
                "Say how you want to decide from now on. The facilitator then puts another rule to the room.", "wait",
                "Review of the rule",
            )  # fmt: skip
        case "over":
            return Sentence(
                "The signing is closed",
                "Read what you agreed, and step out of your role."
                if bar.step_kind in ("package", "sign") or not bar.do
                else bar.do,
                "wait",
                "Done",
            )
        case _:
            return _step(bar)


def clock_data(clock: Clock) -> dict[str, object] | None:
    """A clock for the macro `live_clock`; None where there is none. Nothing here depends on the time of rendering."""
    if clock == Clock():
        return None
    return {"ends_at_ms": clock.ends_at, "remaining_ms": clock.remaining or 0, "running": clock.running}


def calls_for_form(notice: str) -> bool:
    """Whether what is announced asks for the evaluation form, so that a link to it is at hand."""
    return notice == CALL


def standing_words(help_: Help) -> str:
    """How what is settled compares with no agreement, in words or in points."""
    if help_.mode == "off":
        return ""
    if help_.standing == "nothing":
        return "Nothing is settled yet. As clauses are adopted, you read here how they suit you."
    compared = {
        "above": "better for you than",
        "near": "about as good for you as",
        "below": "worse for you than",
    }
    words = f"{'This came out' if help_.over else 'So far'} {compared[help_.standing]} walking away"
    if help_.mode == "points":
        now, without = points_words(help_.points), points_words(help_.alternative_points)
        words += f": {now} points of 100, against {without} with no agreement"
    return words + "."


def must_haves_words(help_: Help) -> str:
    """How the strongest interests fare: "2 of 3 strong wishes met, 1 on a clause still open"."""
    of = help_.met + help_.lost + help_.open
    if not of:
        return ""
    parts = [f"{help_.met} of {of} strong wishes met"]
    if help_.lost:
        parts.append(f"{help_.lost} lost")
    if help_.open:
        parts.append(f"{help_.open} on {'a clause' if help_.open == 1 else 'clauses'} still open")
    return ", ".join(parts) + "."


def standing_tone(help_: Help) -> str:
    """The macro's tone of a standing."""
    return {"above": "better", "near": "near", "below": "worse"}.get(help_.standing, "")


def interest_words(sign: int) -> str:
    """How much an option matters to a party."""
    return {2: "you need it", 1: "you like it", -1: "you dislike it", -2: "you cannot live with it"}.get(
        sign, ""
    )


def stance_locked(stance: MyStance) -> str:
    """Why the buttons rest; empty when they do not."""
    if stance.enabled:
        return ""
    return (
        "no longer open"
        if not stance.version
        else "rests now: read your brief, or wait for the room to go on"
    )


_CHANNELS = {
    "plenary": "to everybody",
    "caucus": "to the caucus",
    "group": "to the table",
    "facilitator": "to the facilitator",
}


def message_words(line: MessageLine, letter: Letter | None = None) -> dict[str, object]:
    """A message as the macro `message` wants it, with whom it went to; ``letter`` where it is not for everybody."""
    mine = letter is not None and letter.mine
    whom = f"to {listed(letter.to)}" if letter and mine and letter.to else _CHANNELS.get(line.channel, "")
    return {
        "who": line.short or "Facilitator", "whom": whom, "at": time_words(line.at), "text": line.text,
        "sender": line.sender, "mine": mine, "private": line.channel == "private" and not mine,
        "sealed": line.channel == "private" and mine,
        "facilitator": not line.sender,
    }  # fmt: skip


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        bar_words=bar_words, calls_for_form=calls_for_form,
        clock_data=clock_data, standing_words=standing_words, must_haves_words=must_haves_words,
        standing_tone=standing_tone, interest_words=interest_words, stance_locked=stance_locked,
        time_words=time_words, message_words=message_words,
    )  # fmt: skip
