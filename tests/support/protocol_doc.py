"""The tables of docs that are made from the code: `python -m tests.support.protocol_doc --write` renews them.

A table stands between `<!-- made: NAME -->` and `<!-- end -->`; everything around it is written by hand. Without
`--write` the files that are stale are named and the exit code is 1; tests/docs/test_docs.py asks the same.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from unittest.mock import MagicMock

import click

from simulator.app.phrases import ADJECTIVES, NOUNS
from simulator.app.wire import EXERCISE_KINDS, SEMINAR_KINDS, TERM
from simulator.cli import main as command_line
from simulator.core.decide import MOVES
from simulator.core.deciding.seminar import DECIDERS
from simulator.realtime.gateway import EVENT_POLICIES
from simulator.web.factory import create_app
from simulator.web.limits import LIMITS
from simulator.web.security import policy_of
from simulator.web.settings import ROOT, Settings

DOCS = ROOT / "docs"
TABLE = re.compile(r"(<!-- made: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
SEATS, HOURS = 48, 4
WORDS = {"int": "whole number", "bool": "yes/no", "tuple": "list", "Mapping": "terms"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def _field(field) -> str:
    """One field as people write it: its name, its kind where it is not text, its default."""
    if field.name == "terms":
        name = f"`{TERM}CLAUSE`…"
    else:
        name = f"`{field.name}`"
    kind = next((word for start, word in WORDS.items() if str(field.type).startswith(start)), "")
    if field.default is MISSING and field.default_factory is MISSING:
        return name + (f" ({kind})" if kind else "")
    made = field.default if field.default is not MISSING else field.default_factory()
    default = "may be left out" if made in ("", (), {}, 0) else f"`{made}` if left out"
    return name + f" ({kind}, {default})" if kind else name + f" ({default})"


def _said(command: type) -> str:
    return " ".join((command.__doc__ or "").replace("``", "`").split())


def _exercise() -> str:
    who = {
        "delegate": "seat",
        "facilitator": "facilitator",
        "system": "the server",
        "reporter": "the press, by a form of its own",
    }
    rows = []
    for kind, command in EXERCISE_KINDS.items():
        roles = MOVES[command].roles
        rows.append((f"`{kind}`", ", ".join(_field(f) for f in fields(command)) or "none",
                     ", ".join(word for role, word in who.items() if role in roles), _said(command)))  # fmt: skip
    return table(("kind", "fields", "who", "what for"), rows)


def _seminar() -> str:
    rows = [
        (f"`{kind}`", ", ".join(_field(f) for f in fields(command)) or "none", _said(command))
        for kind, command in SEMINAR_KINDS.items()
        if "facilitator" in DECIDERS[command][0]
    ]
    return table(("kind", "fields", "what for"), rows)


def _settings() -> str:
    def default(name: str) -> str:
        value = Settings.model_fields[name].default
        if isinstance(value, Path):
            return f"`{value.relative_to(ROOT)}/` beside `run.py`"
        text = value.get_secret_value() if hasattr(value, "get_secret_value") else str(value)
        return f"`{text}`" if text else "empty"

    rows = [
        (f"`SIMULATOR_{name.upper()}`", default(name), field.description or "")
        for name, field in Settings.model_fields.items()
    ]
    return table(("setting", "default", "what it is"), rows)


def every_command() -> Iterator[tuple[str, click.Command]]:
    """The commands of the command line by what people type, those of a group behind its name."""
    for name, command in command_line.commands.items():
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", it) for inner, it in command.commands.items())
        else:
            yield name, command


def _commands() -> str:
    rows = []
    for name, command in every_command():
        words = [f"simulator {name}"]
        words += [
            p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)
        ]
        words += [
            f"[{p.opts[0]}]" for p in command.params if isinstance(p, click.Option) and p.name != "help"
        ]
        rows.append((f"`{' '.join(words)}`", " ".join((command.help or "").split())))
    return table(("command", "what it does"), rows)


def _limits() -> str:
    return table(("limit", "most"), ((f"`{name}`", str(item)) for name, item in LIMITS.items()))


def _routes() -> str:
    app, rows = create_app(MagicMock()), []
    for rule in app.url_map.iter_rules():
        method = "POST" if "POST" in rule.methods else "GET"
        rows.append((f"`{method} {rule.rule}`", policy_of(app, rule.endpoint) or "refused"))
    return table(("address", "policy"), rows)


def _events() -> str:
    return table(("event", "policy"), ((f"`{name}`", policy) for name, policy in EVENT_POLICIES.items()))


def _guessing() -> str:
    """What the limits make of guessing a phrase; tries on one seat never repeat, so half of them are expected."""
    phrases = len(ADJECTIVES) * len(NOUNS) * 100
    seat, address = LIMITS["phrase-seat"].amount, LIMITS["phrase"].amount
    assert LIMITS["phrase-seat"].get_expiry() == LIMITS["phrase"].get_expiry() == 60
    everywhere = seat * SEATS

    def row(who: str, a_minute: int, expected: int) -> tuple[str, str, str, str]:
        days, chance = expected / a_minute / 60 / 24, 100 * a_minute * HOURS * 60 / phrases
        time = f"{days:,.0f} days" if days < 730 else f"{days / 365:,.1f} years"
        return who, f"{a_minute}", f"{expected:,} tries, {time}", f"{chance:.3f} %"

    return table(
        ("attacker", "tries a minute", "expected until a hit", f"chance in a seminar of {HOURS} hours"),
        (
            row("one address or many, on one seat", seat, phrases // 2),
            row("one address, on any seat", address, phrases),
            row(f"many addresses, on all {SEATS} seats", everywhere, phrases),
        ),
    )


TABLES: dict[str, Callable[[], str]] = {
    "exercise-commands": _exercise, "seminar-commands": _seminar, "settings": _settings, "command-line": _commands,
    "limits": _limits, "routes": _routes, "socket-events": _events, "guessing": _guessing,
}  # fmt: skip


def renewed(text: str) -> str:
    """A page with its tables as they should be now."""
    return TABLE.sub(lambda found: f"{found[1]}{TABLES[found[2]]()}{found[3]}", text)


def stale(write: bool = False) -> list[str]:
    """Pages whose tables do not say what the code says; with ``write`` they are renewed."""
    found = []
    for page in sorted(DOCS.rglob("*.md")):
        text = page.read_text("utf-8")
        if renewed(text) != text:
            found.append(page.relative_to(ROOT).as_posix())
            if write:
                page.write_text(renewed(text), "utf-8")
    return found


if __name__ == "__main__":
    writing = "--write" in sys.argv
    pages = stale(write=writing)
    for name in pages:
        print(f"{name}: {'renewed' if writing else 'stale'}")
    sys.exit(0 if writing else bool(pages))
