"""What binds a room beside its rule, and the review of that rule, in sentences."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.views.bind_lines import BindLine
from simulator.core.views.binding import BondRow, Motion, ReviewDesk, UnderReview

from .arithmetic import profile_words
from .counts import listed, terms_title
from .tables import table_words

REVIEW_SENTENCE = "More than half of those present must say yes."


def bind_words(line: BindLine) -> str:
    """What an option binds the room to, in one sentence."""
    match line.kind:
        case "convener" if line.parties:
            names = listed([name for name, _ in line.parties])
            may = "may each" if len(line.parties) > 1 else "may"
            return f"{names} {may} call a decision and lead the list of speakers, as the facilitator does."
        case "convener":
            return "Only the facilitator calls decisions and leads the list of speakers."
        case "pace":
            minutes = "1 minute" if line.minutes == 1 else f"{line.minutes} minutes"
            return f"A decision has {minutes}, on everybody’s clock. Time alone closes nothing."
        case "open":
            return "Everybody sees what tables report and where each caucus stands."
        case "closed":
            return "The room sees only its total count; reports and reasons stay with their tables and the facilitator."
        case _:
            return f"Reopening a signed text has a rule of its own. {line.spoken}"


def wall_bind_words(line: BindLine) -> str:
    """The same for the wall: a few words."""
    match line.kind:
        case "convener" if line.parties:
            return f"{listed([name for name, _ in line.parties])} may call decisions."
        case "convener":
            return "The facilitator alone calls decisions."
        case "pace":
            return f"{line.minutes} min for each decision."
        case "open":
            return "Marks and reports are on the wall."
        case "closed":
            return "Only the room’s total is shown."
        case _:
            return "Reopening has a rule of its own."


def wall_binds_words(lines: tuple[BindLine, ...]) -> str:
    """All that an option binds the room to, for the wall."""
    return " ".join(wall_bind_words(line) for line in lines)


def binds_words(lines: tuple[BindLine, ...]) -> str:
    """All that an option binds the room to."""
    return " ".join(bind_words(line) for line in lines)


def bond_words(row: BondRow) -> str:
    """Which option binds, and since when."""
    return f"{row.code} {row.letter}, {row.title}: since decision {row.decision}"


def rule_sentence(spoken: str) -> str:
    """The sentence of the rule that decides; where a rule does not say how it is reviewed, the usual one."""
    return spoken or REVIEW_SENTENCE


def under_review_words(under: UnderReview) -> str:
    """Why the room looks at its rule again, and what it takes to change it."""
    return (
        f"{under.failed} decisions in a row failed under this rule, so the room looks at the rule itself. "
        f"For another rule: {_lower(rule_sentence(under.spoken))} If it is not adopted, this rule stands."
    )


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def failed_words(desk: ReviewDesk) -> str:
    """How near a review of the rule is."""
    if desk.failed >= desk.needed:
        return f"{desk.failed} decisions in a row failed under this rule. You may let the room look at the rule itself."
    return (
        "1 decision failed under this rule. After two in a row you may let the room look at the rule itself."
    )


def review_needs_words(under: UnderReview) -> str:
    """What the vote on another rule takes, with its arithmetic."""
    return f"{rule_sentence(under.spoken)} As people sit now: {profile_words(under.profile)}."


def motion_words(motion: Motion) -> str:
    """Whose proposal it is, and on what."""
    author = table_words(motion.table) if motion.table else motion.author or "The facilitator’s single text"
    return f"{author}: {terms_title(motion.terms)}"


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        bind_words=bind_words, binds_words=binds_words, wall_binds_words=wall_binds_words,
        bond_words=bond_words, rule_sentence=rule_sentence,
        under_review_words=under_review_words, failed_words=failed_words, review_needs_words=review_needs_words,
        motion_words=motion_words,
    )  # fmt: skip
