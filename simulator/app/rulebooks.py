"""Rulebooks by hash: stored once, decoded once, never changed."""

from __future__ import annotations

from collections.abc import Callable

from simulator.core.rulebook import Rulebook

from .ports import Rulebooks, Unknown


class RulebookShelf:
    """Keeps compiled scenarios: in the store by hash, in memory once decoded."""

    def __init__(
        self,
        stored: Rulebooks,
        *,
        to_json: Callable[[Rulebook], str],
        from_json: Callable[[str], Rulebook],
        hash_of: Callable[[Rulebook], str],
    ) -> None:
        self._stored, self._to_json, self._from_json, self._hash_of = stored, to_json, from_json, hash_of
        self._decoded: dict[str, Rulebook] = {}

    def keep(self, rulebook: Rulebook, at: int) -> str:
        """Store ``rulebook`` and return its hash. Keeping the same one twice changes nothing."""
        digest = self._hash_of(rulebook)
        if digest not in self._decoded:
            self._stored.put(digest, self._to_json(rulebook), title=rulebook.title, at=at)
            self._decoded[digest] = rulebook
        return digest

    def get(self, digest: str) -> Rulebook:
        """The rulebook with this hash. Raises `Unknown`."""
        if digest not in self._decoded:
            found = self._stored.find(digest)
            if found is None:
                raise Unknown("rulebook", digest)
            self._decoded[digest] = self._from_json(found.blob)
        return self._decoded[digest]
