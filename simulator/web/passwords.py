"""Password hashes by argon2id, made and checked in a thread of their own: each takes a moment and 64 MiB on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


class Argon2:
    """The `Hasher` port, with the parameters that argon2-cffi recommends for memory-constrained servers (RFC 9106)."""

    def __init__(self, in_thread: Callable[..., Any]) -> None:
        self._hasher, self._in_thread = PasswordHasher(), in_thread

    def make(self, password: str) -> str:
        """A hash with a salt of its own."""
        return str(self._in_thread(self._hasher.hash, password))

    def fits(self, made: str, password: str) -> bool:
        """Whether the hash was made of this password."""
        try:
            return bool(self._in_thread(self._hasher.verify, made, password))
        except (VerificationError, InvalidHashError):
            return False

    def is_dated(self, made: str) -> bool:
        """Whether it was made with other parameters than today's."""
        return self._hasher.check_needs_rehash(made)
