"""Every code has a sentence with a next step, and a line in the documentation."""

import re
from pathlib import Path

import pytest

from simulator.core.refusals import RefusalCode
from simulator.web.messages import MESSAGES, message

ROOT = Path(__file__).parents[2]
CODE = re.compile(
    r'"((?:wire|store|limit|join|origin|seat|room|actor|sheet|form|retention|login|template|wall|leave)\.[a-z_]+|bug)"'
)
SHELL = {
    code
    for folder in ("app", "realtime", "web")
    for file in (ROOT / "simulator" / folder).rglob("*.py")
    if file.name not in ("messages.py", "disclosure.py")  # the latter names kinds of events
    for code in CODE.findall(file.read_text())
}
FACTS = {
    "text.too_long": {"length": 501, "most": 500}, "committee.size": {"size": 6, "per_caucus": 1},
    "proposal.too_many": {"most": 5}, "offer.too_many": {"most": 8},
    "consent.listed": {"clause": "C4"}, "decision.awaited": {"awaited": "City Hall"}, "link.unfit": {"most": 300},
    "review.too_early": {"needed": 2, "failed": 1},
    "committee.tied": {"places": 1}, "vote.holder_full": {"most": 2},
    "login.name": {"least": 2, "most": 60}, "login.short": {"least": 12, "most": 200, "length": 9},
    "undo.built_on": {"built": "signed", "count": 3},
    "steer.changed": {"what": "paused", "value": "", "who": "Ana", "ago": 3},
    "steer.same": {"what": "step", "value": "Caucus", "ago": 90},
    "heard.too_many": {"named": 3, "most": 2},
    "pledge.amount": {"least": 1, "most": 9}, "delegation.full": {"most": 6},
    "step.begun": {"step": "Close"}, "step.left_out": {"step": "Close"},
    "table.pen_not_yours": {"scribe": "Vendors"},
    "press.too_many": {"most": 3}, "press.desk_full": {"most": 12},
    "signing.needs_decision": {"signatures": 3}, "wire.malformed": {"field": "op"}, "bug": {"reference": "0123abcd"},
}  # fmt: skip


def test_every_refusal_of_the_rules_has_a_sentence():
    assert {str(code) for code in RefusalCode} <= set(MESSAGES)


def test_every_code_that_the_shell_uses_has_a_sentence():
    assert {
        "wire.malformed",
        "wire.op_reused",
        "store.busy",
        "store.failed",
        "limit.reached",
        "origin.foreign",
    } <= SHELL
    assert set(MESSAGES) >= SHELL


def test_no_sentence_is_left_over():
    assert set(MESSAGES) == {str(code) for code in RefusalCode} | SHELL


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_is_whole_with_its_facts(code):
    text = message(code, FACTS.get(code, {}))
    assert text[0].isupper()
    assert text.endswith(".")
    assert "…" not in text
    assert not re.search(r"[{}]", text)
    assert len(text) < 160


NEXT = frozenset({
    "adopt", "ask", "change", "check", "choose", "compare", "give", "go", "join", "keep", "look", "make",
    "name", "open", "pause", "pledge", "read", "reload", "say", "shorten", "speak", "start", "take", "tap",
    "try", "untick", "use", "wait", "withdraw", "write", "you",
})  # fmt: skip
"""What a next step begins with: something to do, or "you can ..."."""


@pytest.mark.parametrize("code", MESSAGES)
def test_a_sentence_says_why_and_what_to_do_instead(code):
    why, *then = re.split(r"(?<=[.:;]) ", message(code, FACTS.get(code, {})))
    assert len(why.split()) >= 3
    assert why.split()[0].lower() not in NEXT or why.startswith(("You ", "Your ", "Your")), why
    assert any(part.split()[0].lower().strip("“,") in NEXT for part in then), then


@pytest.mark.parametrize("code", MESSAGES)
def test_a_missing_fact_or_one_too_many_is_no_bug(code):
    assert message(code, {})
    assert message(code, {"field": "{length}", "nothing": object(), "length": "<b>"})


def test_an_unknown_code_still_says_what_to_do():
    assert message("no.such", {}) == message("wire.malformed", {})


def test_facts_are_never_read_as_formats():
    assert "{most.__class__}" in message("wire.malformed", {"field": "{most.__class__}"})


def test_the_documentation_has_a_line_for_each_code():
    text = (ROOT / "docs" / "refusals.md").read_text()
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.+?) \| (.+?) \|$", text, re.MULTILINE)
    assert [code for code, _, _ in rows] == list(dict.fromkeys(code for code, _, _ in rows))
    assert {code for code, _, _ in rows} == set(MESSAGES)
    assert all(when.endswith(".") and then.endswith(".") for _, when, then in rows)


def test_no_rule_refuses_with_a_code_for_which_the_outbox_waits():
    """The outbox holds what comes after such a code: it may only mean that the server, or the seat, is away."""
    script = (ROOT / "static" / "js" / "outbox.js").read_text()
    held = set(re.findall(r'"([a-z_.]+)"', script.partition("HELD = new Set([")[2].partition("]")[0]))
    assert {"store.busy", "seat.none"} <= held
    assert not held & {str(code) for code in RefusalCode}
