"""The arithmetic of rules and decisions in sentences: who could block, how many say yes, what was needed."""

from __future__ import annotations

from jinja2 import Environment

from simulator.core.tally import Check, Count, Outcome, Profile
from simulator.core.views.outcome import DecisionCard, RuleInForce

from .counts import terms_title

CheckRow = dict[str, object]


def people(n: int, one: str, many: str) -> str:
    """ "one says", "3 say"."""
    return one if n == 1 else many.format(n=n)


def profile_words(profile: Profile) -> str:
    """Who could vote and who could block: "needs 35 of 46; 12 together could block"."""
    if not profile.voters:
        return "nobody could vote now"
    parts = [f"needs {profile.yes_needed} of {profile.voters}"] if profile.yes_needed else []
    if profile.can_block == 1 and not profile.one_caucus:
        alone = profile.voters == 1
        parts.append(
            "the only one who votes could block" if alone else f"any one of the {profile.voters} could block"
        )
    elif profile.one_caucus:
        parts.append(people(profile.can_block, "one member of a small caucus could block",
                            "{n} members of one caucus could block"))  # fmt: skip
    else:
        parts.append(f"{profile.can_block} of {profile.voters} together could block")
    if profile.fallback:
        parts.append(f"if that fails: {profile_words(_first(profile.fallback))}")
    return "; ".join(parts)


def _first(profile: Profile) -> Profile:
    """A profile without its own fallback: one "if that fails" is enough for a sentence."""
    return Profile(profile.voters, profile.yes_needed, profile.can_block, profile.one_caucus)


def rule_words(rule: RuleInForce) -> str:
    """The arithmetic of the rule in force as a sentence of its own."""
    text = profile_words(rule.profile)
    return f"{text[:1].upper()}{text[1:]}."


def check_words(check: Check, *, silent: bool = False) -> str:
    """One line of the arithmetic: "34 of 46 say yes; the rule needs 35". ``silent``: nobody said anything, and silence
    was agreed to count as yes."""
    have, need, of = check.have, check.need, check.of
    if silent and check.code == "objections":
        return "Nobody objected"
    if silent and check.code == "heard":
        return f"{have} of {of} could object; the rule wants at least {need} to be heard"
    if silent:
        return _silent_words(check)
    if check.code == "objections":
        said = "nobody says no" if not have else people(have, "one says no", "{n} say no")
        allowed = "the rule allows none" if not need else f"at most {need} of {of} may"
        return f"{said.capitalize()}; {allowed}"
    if check.code == "heard":
        return f"{have} of {of} have voted; the rule wants at least {need}"
    if check.code == "weight":
        return f"{have} of {of} shares of weight say yes; the rule needs {need}"
    if check.code == "caucus":
        return f"{check.caucus}: {have} of {of} say yes; {need} needed"
    return f"{have} of {of} {people(have, 'says', 'say')} yes; the rule needs {need}"


def _silent_words(check: Check) -> str:
    have, need, of = check.have, check.need, check.of
    who = f"{check.caucus}: {have}" if check.code == "caucus" else f"{have}"
    what = "shares of weight count" if check.code == "weight" else "counts" if have == 1 else "count"
    return f"{who} of {of} {what} as yes; the rule needs {need}"


def count_rows(count: Count, note: str = "", *, silent: bool = False) -> list[CheckRow]:
    """The checks of a count for `check_list`; the caucuses are one line that opens."""
    rows: list[CheckRow] = [
        {"ok": c.passed, "text": check_words(c, silent=silent), "detail": note}
        for c in count.checks
        if c.code != "caucus"
    ]
    caucuses = [c for c in count.checks if c.code == "caucus"]
    if caucuses:
        fine = sum(c.passed for c in caucuses)
        rows.append({
            "ok": fine == len(caucuses), "detail": note,
            "text": f"Enough yes in {fine} of {len(caucuses)} caucuses; the rule needs every one",
            "lines": [check_words(c) for c in caucuses if not c.passed]
            or [check_words(c, silent=silent) for c in caucuses],
        })  # fmt: skip
    return rows


def outcome_rows(outcome: Outcome | None) -> list[CheckRow]:
    """The whole arithmetic of a decision, its fallback included."""
    if outcome is None:
        return []
    rows: list[CheckRow] = []
    for place, count in enumerate(outcome.counts):
        note = "counted again under the rule for when we are stuck" if place else ""
        rows += count_rows(count, note, silent=bool(outcome.by_silence))
    return rows


def outcome_words(outcome: Outcome) -> str:
    """The result in one sentence: the ballots, then what decided."""
    if outcome.by_silence:
        did = people(outcome.by_silence, "one did not object and counts", "{n} did not object and count")
        checks = outcome.counts[-1].checks
        shown = [check_words(c, silent=True) for c in checks if c.code not in ("objections", "heard")]
        return f"{did.capitalize()} as yes" + (f": {'; '.join(shown[:2])}." if shown else ".")
    text = f"{outcome.yes} yes, {outcome.aside} stood aside, {outcome.no} no"
    text += f", {outcome.silent} did not vote. " if outcome.silent else ". "
    last = outcome.counts[-1]
    failed = [c for c in last.checks if not c.passed]
    return text + "; ".join(check_words(c) for c in (failed or last.checks)[:2]) + "."


def cast_words(card: DecisionCard) -> str:
    """How far an open decision is: "31 of 46 have voted"."""
    verb = "has" if card.cast == 1 else "have"
    return f"{card.cast} of {card.voters} {verb} voted"


def decision_headline(card: DecisionCard) -> str:
    """What is decided, or how it ended."""
    title = terms_title(card.terms)
    if card.status == "open":
        return title
    if card.trial:
        return f"{title} – {'yes' if card.status == 'passed' else 'no'}, for the five-year test"
    return f"{title} – adopted" if card.status == "passed" else f"{title} – not adopted"


def decision_state(status: str) -> str:
    """A decision's status as the macros name it."""
    return {"passed": "adopted", "failed": "not_adopted"}.get(status, "open")


def voters_words(card: DecisionCard) -> str:
    """Who may vote, and who sits in the room but does not count."""
    text = f"{card.voters} may vote."
    if card.apart:
        text += (
            f" Nobody plays {', '.join(card.apart)}: not counted."
            if len(card.apart) < 6
            else (f" {len(card.apart)} seats that nobody plays are not counted.")
        )
    return text


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        profile_words=profile_words, rule_words=rule_words,
        outcome_rows=outcome_rows, outcome_words=outcome_words, cast_words=cast_words,
        decision_headline=decision_headline, decision_state=decision_state, voters_words=voters_words,
            )  # fmt: skip
