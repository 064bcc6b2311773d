"""Values with a few fields changed: what `dataclasses.replace` does, for the one value that is copied at every event.

The state of a room has some eighty fields. `dataclasses.replace` looks at the description of each of them and calls
a constructor with eighty names, which took as long as all the rest of an event; here one dictionary is copied.
"""

from __future__ import annotations

from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

T = TypeVar("T")


@cache
def _fields_of(kind: type) -> frozenset[str]:
    """The names of all fields of a data class that keeps them in a dictionary."""
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} checks what it is made of: use dataclasses.replace")
    if hasattr(kind, "__slots__"):
        raise TypeError(f"{kind.__name__} keeps its fields in slots: use dataclasses.replace")
    return frozenset(one.name for one in fields(kind))


def changed(old: T, **changes: Any) -> T:
    """``old`` with some fields changed; ``old`` is as it was. For data classes without slots and ``__post_init__``.
    Raises TypeError for another class, and for a field that there is not."""
    kind: Any = type(old)
    if unknown := changes.keys() - _fields_of(kind):
        raise TypeError(f"{kind.__name__} has no field {min(unknown)!r}")
    new: T = object.__new__(kind)
    new.__dict__.update(old.__dict__)
    new.__dict__.update(changes)
    return new
