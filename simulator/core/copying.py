"""Values with a few fields changed: what `dataclasses.replace` does, for the one value that is copied at every event.

The state of a room has some eighty fields. `dataclasses.replace` looks at the description of each of them and calls
a constructor with eighty names, which took as long as all the rest of an event; here the values go from slot to slot.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")
Put = Callable[[object, object], None]


@cache
def _slots(kind: type) -> tuple[Callable[[object], tuple[object, ...]], Mapping[str, Put]]:
    """What reads all fields of a data class in order, and what writes each of them past its being frozen."""
    if hasattr(kind, "__post_init__"):
        raise TypeError(f"{kind.__name__} checks what it is made of: use dataclasses.replace")
    names = [one.name for one in fields(kind)]
    if len(names) < 2:
        raise TypeError(f"{kind.__name__} is too small to be worth it: use dataclasses.replace")
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}


def changed(old: T, **changes: Any) -> T:
    """``old`` with some fields changed; ``old`` is as it was. For data classes with slots, at least two fields and no
    ``__post_init__``. Raises TypeError for another class, and for a field that there is not."""
    kind: Any = type(old)
    read, put = _slots(kind)
    if unknown := changes.keys() - put.keys():
        raise TypeError(f"{kind.__name__} has no field {min(unknown)!r}")
    new: T = object.__new__(kind)
    for write, value in zip(put.values(), read(old), strict=True):
        write(new, value)
    for name, value in changes.items():
        put[name](new, value)
    return new
