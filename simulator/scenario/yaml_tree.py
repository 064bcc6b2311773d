"""YAML text read as plain data, with the place of every key and value kept beside it.

The tree is built from the parser's events rather than by a constructor: no tag ever makes an object, depth and
aliases are bounded while reading, and every repeated key is seen. Plain words follow YAML 1.2: only true and
false are truth values, so ``no`` and ``on`` stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from simulator.scenario.yaml_faults import say_fault

MAX_ALIASES = 20
MAX_DEPTH = 20
MAX_DIGITS = 18

Loc = tuple[str | int, ...]
"""The way from the top of a file to one of its parts: keys and list positions (from 0)."""

_INT = re.compile(r"[-+]?[0-9]+\Z")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?\Z")
_WORDS: dict[str, Any] = {"": None, "~": None, "null": None, "Null": None, "NULL": None}
_WORDS |= {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}


@dataclass(frozen=True, slots=True)
class Place:
    """Line and column, counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the YAML itself cannot be read."""

    place: Place
    wrong: str
    right: str


@dataclass(slots=True)
class Tree:
    """The data of one file and where each part of it stands."""

    data: Any = None
    keys: dict[Loc, Place] = field(default_factory=dict)
    values: dict[Loc, Place] = field(default_factory=dict)
    blocks: set[Loc] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def key_place(self, loc: Loc) -> Place:
        """Where the key or list item of ``loc`` begins; what is not written stands where its parent stands."""
        while loc and loc not in self.keys:
            loc = loc[:-1]
        return self.keys.get(loc, Place())

    def value_place(self, loc: Loc) -> Place:
        """Where the value of ``loc`` begins."""
        return self.values.get(loc) or self.key_place(loc)

    def text_place(self, loc: Loc, offset: int) -> Place:
        """Where the character at ``offset`` of a text stands. Exact to the line for texts written with ``|``."""
        place = self.value_place(loc)
        if loc not in self.blocks:
            return place
        before = str(self.at(loc))[:offset]
        return Place(place.line + 1 + before.count("\n"), self.key_place(loc).column + 2)

    def at(self, loc: Loc) -> Any:
        """The part of the data that ``loc`` names, or None."""
        found = self.data
        for part in loc:
            try:
                found = found[part]
            except (KeyError, IndexError, TypeError):
                return None
        return found

    def rename(self, parent: Loc, old: str, new: str) -> None:
        """Take what stands under ``old`` for ``new``, so that one misspelt key is not also a missing one."""
        mapping = self.at(parent)
        mapping[new] = mapping.pop(old)
        depth = len(parent)
        for places in (self.keys, self.values):
            for loc in [loc for loc in places if loc[: depth + 1] == (*parent, old)]:
                places[(*parent, new, *loc[depth + 1 :])] = places.pop(loc)
        for loc in [loc for loc in self.blocks if loc[: depth + 1] == (*parent, old)]:
            self.blocks.add((*parent, new, *loc[depth + 1 :]))

    def texts(self, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
        """Every text in the file with its loc, in reading order."""
        node = self.at(loc)
        if isinstance(node, str):
            yield loc, node
        elif isinstance(node, dict):
            for key in node:
                yield from self.texts((*loc, key))
        elif isinstance(node, list):
            for index in range(len(node)):
                yield from self.texts((*loc, index))


class _Stop(Exception):
    """Reading cannot go on; the fault is already noted."""


@dataclass(slots=True)
class _Reader:
    events: Iterator[Event]
    tree: Tree = field(default_factory=Tree)
    anchors: dict[str, Any] = field(default_factory=dict)
    layered: set[str] = field(default_factory=set)
    aliases: int = 0

    def fault(self, event: Event, wrong: str, right: str) -> None:
        self.tree.faults.append(Fault(_start(event), wrong, right))

    def stop(self, event: Event, wrong: str, right: str) -> type[_Stop]:
        self.fault(event, wrong, right)
        return _Stop

    def read(self) -> None:
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                self.tree.data = self.node(next(self.events), ())
                break
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                raise self.stop(
                    event, "a second document begins here", "keep one document in a file: take out this `---`"
                )

    def node(self, event: Event, loc: Loc) -> Any:
        self.tree.values[loc] = _start(event)
        if len(loc) > MAX_DEPTH:
            raise self.stop(event, f"nested deeper than {MAX_DEPTH} levels", "write it flatter")
        if isinstance(event, AliasEvent):
            return self.alias(event)
        aliases = self.aliases
        tag = getattr(event, "ctag", None)  # the parser gives its events no types
        if tag is not None:
            short = str(tag).replace("tag:yaml.org,2002:", "!!")
            self.fault(event, f"the tag `{short}` is not read", "write plain text, numbers, lists and keys")
        made: Any
        if isinstance(event, ScalarEvent):
            made = self.scalar(event, loc)
        elif isinstance(event, SequenceStartEvent):
            made = self.sequence(loc)
        else:
            made = self.mapping(loc)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self.anchors[anchor] = made
            if self.aliases > aliases:
                self.layered.add(anchor)
        return made

    def alias(self, event: AliasEvent) -> Any:
        self.aliases += 1
        if self.aliases > MAX_ALIASES:
            raise self.stop(
                event, f"more than {MAX_ALIASES} aliases (`*name`) in one file", "write the values out"
            )
        if event.anchor not in self.anchors:
            raise self.stop(
                event,
                f"`*{event.anchor}` repeats something that is not marked `&{event.anchor}` before it",
                "write the value out, or put the text in quotes",
            )
        if event.anchor in self.layered:  # layers of aliases grow a small file into a giant one
            raise self.stop(
                event, f"`*{event.anchor}` repeats a part that has aliases itself", "write it out"
            )
        return self.anchors[event.anchor]

    def scalar(self, event: ScalarEvent, loc: Loc) -> Any:
        text = event.value
        if event.style == "|":
            self.tree.blocks.add(loc)
        if event.style is not None:
            return text
        if text in _WORDS:
            return _WORDS[text]
        if len(text) <= MAX_DIGITS and _INT.match(text):
            return int(text)
        if len(text) <= MAX_DIGITS and _FLOAT.match(text):
            return float(text)
        return text

    def sequence(self, loc: Loc) -> list[Any]:
        items: list[Any] = []
        for event in self.events:
            if isinstance(event, SequenceEndEvent):
                break
            here = (*loc, len(items))
            self.tree.keys[here] = _start(event)
            items.append(self.node(event, here))
        return items

    def mapping(self, loc: Loc) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for event in self.events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                raise self.stop(
                    event, "a key must be a word", "write `key: value`, or put the text in quotes"
                )
            key, here = event.value, (*loc, event.value)
            value = next(self.events)
            if key == "<<":
                self.fault(event, "`<<` does not merge here", "write the keys out")
                self.node(value, here)
                continue
            if key in made:
                first = self.tree.keys[here]
                self.fault(
                    event, f"`{key}` is written twice (first in line {first.line})", "keep one of the two"
                )
                self.discard(value, here)
                continue
            self.tree.keys[here] = _start(event)
            made[key] = self.node(value, here)
            if made[key] is None:
                self.tree.values[here] = self.tree.keys[
                    here
                ]  # the parser places nothing where the next key begins
        return made

    def discard(self, event: Event, loc: Loc) -> None:
        """Read past a value without moving the places that are already known."""
        kept = self.tree
        self.tree = Tree(faults=kept.faults)
        self.node(event, loc)
        self.tree = kept


def read_tree(text: str) -> Tree:
    """Read one YAML text. What cannot be read is a fault in the tree; ``data`` is then what came before, or None."""
    reader = _Reader(iter(YAML(typ="safe", pure=True).parse(text)))
    try:
        reader.read()
    except _Stop:
        reader.tree.data = None
    except MarkedYAMLError as error:
        mark, wrong, right = say_fault(error)
        reader.tree.faults.append(
            Fault(Place(mark.line + 1, mark.column + 1) if mark else Place(), wrong, right)
        )
        reader.tree.data = None
    except (YAMLError, StopIteration):
        reader.tree.faults.append(
            Fault(Place(), "this is not YAML", "begin the file with `schema_version: 1`")
        )
        reader.tree.data = None
    return reader.tree


def _start(event: Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)
