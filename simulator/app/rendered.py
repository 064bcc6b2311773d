"""A part of a page as markup: what the web makes and the sockets carry."""

from __future__ import annotations

from typing import NamedTuple


class Rendered(NamedTuple):
    """A part as markup. ``parent`` is the element that it is appended to where a page does not have it yet."""

    id: str
    etag: str
    parent: str
    html: str

    def wire(self) -> list[str]:
        """The part as it travels."""
        return list(self)
