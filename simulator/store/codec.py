"""Events as data classes on one side, as a kind and a JSON payload on the other.

An event type is a frozen data class with `KIND: ClassVar[str]`, a short stable name that is not its class path.
When its fields change, it also gets `VERSION: ClassVar[int]` (2, 3, ...) and `UPCASTERS` learns the step from each
earlier version, so that every event ever written still reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final, Generic, TypeAlias, TypeVar, cast

from pydantic import TypeAdapter, ValidationError

from simulator.app.ports import NewEvent

E = TypeVar("E")
Upcaster: TypeAlias = Callable[[dict[str, Any]], dict[str, Any]]

VERSION_KEY: Final = "v"

# (kind, version) -> the step from that version's payload to the next one's.
UPCASTERS: Final[Mapping[tuple[str, int], Upcaster]] = {}


class UnknownEvent(LookupError):
    """The log holds a kind, or a version of one, that this code does not know: it is older than the log."""

    def __init__(self, kind: str, why: str = "this code does not know it") -> None:
        super().__init__(f"event {kind!r}: {why}")
        self.kind = kind


class PayloadInvalid(ValueError):
    """A payload does not fit the event type it names."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"event {kind!r}: {why}")
        self.kind = kind


class Codec(Generic[E]):
    """Encodes and decodes a closed set of event types. Immutable and safe to share."""

    def __init__(
        self, event_types: Iterable[type[E]], upcasters: Mapping[tuple[str, int], Upcaster] = UPCASTERS
    ) -> None:
        self._types: dict[str, type[E]] = {}
        for event_type in event_types:
            kind = _kind(event_type)
            if kind in self._types:
                raise TypeError(f"two event types are called {kind!r}")
            self._types[kind] = event_type
        self._names = {kind: _field_names(event_type) for kind, event_type in self._types.items()}
        self._versions = {kind: int(getattr(one, "VERSION", 1)) for kind, one in self._types.items()}
        self._upcasters = dict(upcasters)
        self._adapters: dict[str, TypeAdapter[E]] = {}
        self._check_upcasters()

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind this codec reads, sorted."""
        return tuple(sorted(self._types))

    def encode(self, event: E) -> NewEvent:
        """Raises `UnknownEvent` for a type that was not registered, `PayloadInvalid` for a value JSON cannot hold."""
        kind = _kind(type(event))
        if self._types.get(kind) is not type(event):
            raise UnknownEvent(kind, f"{type(event).__name__} is not registered")
        try:
            payload = {name: plain(getattr(event, name)) for name in self._names[kind]}
        except TypeError as error:
            raise PayloadInvalid(kind, str(error)) from error
        if self._versions[kind] > 1:
            payload[VERSION_KEY] = self._versions[kind]
        return NewEvent(kind, payload)

    def decode(self, kind: str, payload: Mapping[str, object]) -> E:
        """The event, brought up to today's version. Raises `UnknownEvent` or `PayloadInvalid`.

        An erased event has no payload left to decode: readers skip events marked `erased`.
        """
        if kind not in self._types:
            raise UnknownEvent(kind)
        current = self._raise_to_today(kind, dict(payload))
        if surplus := current.keys() - set(self._names[kind]):
            raise PayloadInvalid(kind, f"unknown fields {sorted(surplus)}")
        try:
            return self._adapter(kind).validate_python(current)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            raise PayloadInvalid(kind, f"{where}: {first['msg']}") from error

    def _raise_to_today(self, kind: str, payload: dict[str, Any]) -> dict[str, Any]:
        version = payload.pop(VERSION_KEY, 1)
        today = self._versions[kind]
        if not isinstance(version, int) or not 1 <= version <= today:
            raise UnknownEvent(kind, f"version {version!r} is newer than {today}, the newest this code knows")
        for step in range(version, today):
            payload = self._upcasters[kind, step](payload)
        return payload

    def _adapter(self, kind: str) -> TypeAdapter[E]:
        # Built on first use: sixty schemas at start-up would delay the first page.
        found = self._adapters.get(kind)
        if found is None:
            found = self._adapters[kind] = TypeAdapter(self._types[kind])
        return found

    def _check_upcasters(self) -> None:
        needed = {(kind, step) for kind, today in self._versions.items() for step in range(1, today)}
        if missing := needed - self._upcasters.keys():
            raise TypeError(f"no upcaster for {sorted(missing)}")


def plain(value: object) -> Any:
    """A value as JSON knows it: sequences become lists, sets sorted lists, enums values, data classes objects.

    Raises `TypeError` for anything else.
    """
    if isinstance(value, Enum):
        return plain(value.value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (frozenset, set)):
        return sorted(plain(item) for item in value)
    if isinstance(value, Mapping):
        return {_plain_key(key): plain(item) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _field_names(type(value))}
    raise TypeError(f"{type(value).__name__} is not JSON")


def _plain_key(key: object) -> str:
    key = key.value if isinstance(key, Enum) else key
    if isinstance(key, str):
        return key
    if isinstance(key, int) and not isinstance(key, bool):
        return str(key)
    raise TypeError(f"a key is {type(key).__name__}, not text")


def _kind(event_type: type) -> str:
    kind = getattr(event_type, "KIND", None)
    if not isinstance(kind, str) or not kind:
        raise TypeError(f"{event_type.__name__} has no KIND")
    return kind


def _field_names(event_type: type) -> tuple[str, ...]:
    if not is_dataclass(event_type):
        raise TypeError(f"{event_type.__name__} is not a data class")
    names = tuple(one.name for one in fields(cast(Any, event_type)))
    if hasattr(event_type, "KIND") and VERSION_KEY in names:
        raise TypeError(
            f"{event_type.__name__}: the field name {VERSION_KEY!r} is kept for the payload's version"
        )
    return names
