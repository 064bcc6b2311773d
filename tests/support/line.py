"""Notes between houses on the same stores, as Redis carries them between processes: late, and sometimes not at all."""

from __future__ import annotations


class Line:
    """Holds what was told until the test delivers it."""

    def __init__(self) -> None:
        self.ends: list[End] = []
        self.cut = False

    def end(self) -> End:
        """A process's end of the line."""
        made = End(self)
        self.ends.append(made)
        return made

    def deliver(self) -> list[tuple[str, str]]:
        """Deliver everything, also what is told meanwhile; returns it."""
        delivered = []
        while any(end.told for end in self.ends):
            for end in self.ends:
                told, end.told = end.told, []
                delivered += told
                for other in self.ends:
                    if other is not end:
                        for topic, name in told:
                            other.hear(topic, name)
        return delivered


class End:
    """The `Messenger` port."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self.told: list[tuple[str, str]] = []
        self.hear = lambda topic, name: None

    def tell(self, topic: str, name: str) -> None:
        if not self._line.cut:
            self.told.append((topic, name))

    def listen(self, hear) -> None:
        self.hear = hear
