"""Pictures that people upload: told by their bytes, not by their name, and kept without what a picture need not carry.

What comes out is written anew from the parts that draw the picture: no place where it was taken, no comment, nothing
behind its end.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

LARGEST: Final = 300 * 1000
"""Bytes."""
WIDEST: Final = 4000
"""Pixels, either way: a small file can unpack to a picture that no old laptop can hold."""
Kind = Literal["png", "jpeg"]
TYPES: Final[dict[str, str]] = {"png": "image/png", "jpeg": "image/jpeg"}

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = {b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"IDAT", b"IEND"}
_JPEG: Final = b"\xff\xd8"
_FRAMES: Final = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
"""Markers that say how large the picture is."""


class BadImage(Exception):
    """This is no picture that can be taken; ``code``: large, kind, broken, wide."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that was looked at."""

    kind: Kind
    data: bytes
    width: int
    height: int


def read_image(data: bytes) -> Image:
    """The picture in these bytes. Raises `BadImage`."""
    if len(data) > LARGEST:
        raise BadImage("large")
    if data.startswith(_PNG):
        return _sized("png", *_png(data))
    if data.startswith(_JPEG):
        return _sized("jpeg", *_jpeg(data))
    raise BadImage("kind")


def _sized(kind: Kind, data: bytes, width: int, height: int) -> Image:
    if not width or not height:
        raise BadImage("broken")
    if max(width, height) > WIDEST:
        raise BadImage("wide")
    return Image(kind, data, width, height)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(name, body) of each chunk up to the end of the picture, each as its checksum says."""
    at = len(_PNG)
    while at + 12 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        name, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if check != struct.pack(">I", zlib.crc32(name + body)):
            raise BadImage("broken")
        yield name, body
        if name == b"IEND":
            return
        at += 12 + length
    raise BadImage("broken")


def _png(data: bytes) -> tuple[bytes, int, int]:
    found = list(_chunks(data))
    head = found[0]
    if head[0] != b"IHDR" or len(head[1]) != 13 or not any(name == b"IDAT" for name, _ in found):
        raise BadImage("broken")
    kept = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in found
        if name in _PNG_KEPT
    )
    width, height = struct.unpack_from(">II", head[1])
    return _PNG + b"".join(kept), width, height


def _drawn(data: bytes, at: int) -> int:
    """Where the drawn part that begins here ends: at the next marker that is not of it."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise BadImage("broken")
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _wanted(marker: int, body: bytes) -> bool:
    """Whether a segment draws the picture, or says how its colors are meant."""
    if marker == 0xFE or marker in (0xE1, *range(0xE3, 0xEE), 0xEF):
        return False
    return marker != 0xE2 or body.startswith(b"ICC_PROFILE\0")


def _jpeg(data: bytes) -> tuple[bytes, int, int]:
    kept, at, width, height, drawn = [_JPEG], len(_JPEG), 0, 0, False
    while True:
        if at + 2 > len(data) or data[at] != 0xFF:
            raise BadImage("broken")
        marker = data[at + 1]
        if marker == 0xFF:  # a byte that fills up
            at += 1
            continue
        if marker == 0xD9:
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise BadImage("broken")
        body = data[at + 4 : end]
        if marker in _FRAMES and len(body) >= 5:
            height, width = struct.unpack_from(">HH", body, 1)
        if marker == 0xDA:
            end, drawn = _drawn(data, end), True
        if _wanted(marker, body):
            kept.append(data[at:end])
        at = end
    if not drawn:
        raise BadImage("broken")
    return b"".join(kept) + b"\xff\xd9", width, height
