"""The hash chain over a stream: what makes a later change of the log visible.

A link covers the previous link, the event's place and circumstances, and the hash of its payload; not the
payload itself, so a payload can be erased and the chain still verifies. It shows tampering by whoever cannot
also rewrite every later link; print or publish the last link to be safe from those who can.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from simulator.app.ports import Append, Broken, NewEvent, Verdict, Verified
from simulator.store.canonical import canonical_json, sha256_hex

FIRST_LINK = ""
LONGEST_ID = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """An event whose payload is text already: made in the caller's thread, so a bad one fails only its caller."""

    kind: str
    payload: str
    payload_hash: str


@dataclass(frozen=True, slots=True)
class Row:
    """An event as any adapter stores it; `payload` is None once erased."""

    stream: str
    version: int
    kind: str
    at: int
    actor: str
    op: str
    payload: str | None
    payload_hash: str
    chain: str


def draft(event: NewEvent) -> Draft:
    """Raises `ValueError` for a malformed kind or a payload that JSON cannot hold."""
    check_id("kind", event.kind)
    text = canonical_json(dict(event.payload))
    return Draft(event.kind, text, sha256_hex(text))


def drafts(append: Append) -> tuple[Draft, ...]:
    """The drafts of an op. Raises `ValueError` for a malformed id and as `draft` does."""
    for what in ("stream", "actor", "op", "digest"):
        check_id(what, getattr(append, what))
    return tuple(draft(event) for event in append.events)


def check_id(what: str, text: str) -> None:
    """Ids are short and printable: some databases cannot hold a NUL, and people read them in logs."""
    if not text or len(text) > LONGEST_ID or not text.isprintable():
        raise ValueError(f"{what} {text!r}: 1 to {LONGEST_ID} printable characters are needed")


def link(
    previous: str, stream: str, version: int, kind: str, at: int, actor: str, op: str, payload_hash: str
) -> str:
    """The chain value of one event; a JSON array, because a separator could occur in an id."""
    return sha256_hex(canonical_json([previous, stream, version, kind, at, actor, op, payload_hash]))


def lay(
    drafts: Iterable[Draft], *, stream: str, head: int, previous: str, at: int, actor: str, op: str
) -> list[Row]:
    """The rows that continue a stream whose newest version is `head` with chain value `previous`."""
    rows = []
    for version, one in enumerate(drafts, start=head + 1):
        previous = link(previous, stream, version, one.kind, at, actor, op, one.payload_hash)
        rows.append(Row(stream, version, one.kind, at, actor, op, one.payload, one.payload_hash, previous))
    return rows


def verify(rows: Iterable[Row], acknowledged: int) -> Verdict:
    """Walk a whole stream. `acknowledged`: the newest version an op was told."""
    version, previous = 0, FIRST_LINK
    for row in rows:
        version += 1
        if row.version != version:
            return Broken(version, f"event {version} is missing: the next one found is {row.version}")
        if row.payload is not None and sha256_hex(row.payload) != row.payload_hash:
            return Broken(
                version, f"the content of event {version} ({row.kind}) was changed after it was stored"
            )
        previous = link(previous, row.stream, version, row.kind, row.at, row.actor, row.op, row.payload_hash)
        if previous != row.chain:
            return Broken(
                version, f"event {version} ({row.kind}) or one before it was changed after it was stored"
            )
    if version < acknowledged:
        return Broken(
            version + 1, f"the log ends at event {version}, but event {acknowledged} was acknowledged"
        )
    return Verified(version)
