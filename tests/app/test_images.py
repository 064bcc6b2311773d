"""A picture is what its bytes say: kind and size are read, what it need not carry is dropped, all else is refused."""

import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.app.images import LARGEST, BadImage, read_image


def segment(marker, body):
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


FRAME = segment(0xC0, bytes((8,)) + struct.pack(">HH", 20, 30) + bytes((1, 1, 0x11, 0)))
SCAN = segment(0xDA, bytes(6)) + b"drawn\xff\x00more\xff\xd0again"
JFIF = segment(0xE0, b"JFIF\0")


def jpeg(*segments, end=b"\xff\xd9"):
    return b"\xff\xd8" + b"".join(segments) + end


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


HEAD = chunk(b"IHDR", struct.pack(">IIBBBBB", 30, 20, 8, 0, 0, 0, 0))
DATA, END = chunk(b"IDAT", zlib.compress(b"pixels")), chunk(b"IEND", b"")


def png(*chunks):
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def test_a_jpeg_loses_what_tells_where_it_was_taken_and_keeps_its_picture():
    place, note, colors = (
        segment(0xE1, b"Exif\0at home"),
        segment(0xFE, b"a note"),
        segment(0xE2, b"ICC_PROFILE\0x"),
    )
    other = segment(0xE2, b"MPF\0")
    image = read_image(jpeg(JFIF, place, note, colors, other, b"\xff" + FRAME, SCAN, SCAN) + b"hidden behind")
    assert (image.kind, image.width, image.height) == ("jpeg", 30, 20)
    assert image.data == jpeg(JFIF, colors, FRAME, SCAN, SCAN)
    assert read_image(image.data) == image


def test_a_png_loses_its_texts_and_what_is_behind_its_end():
    image = read_image(png(HEAD, chunk(b"tEXt", b"at home"), DATA, END) + b"hidden behind")
    assert (image.kind, image.width, image.height) == ("png", 30, 20)
    assert image.data == png(HEAD, DATA, END)
    assert read_image(image.data) == image


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "kind"), (b"<svg/>", "kind"), (bytes(LARGEST + 1), "large"),
        (png(), "broken"), (png(HEAD, DATA), "broken"), (png(DATA, HEAD, END), "broken"), (png(HEAD, END), "broken"),
        (png(HEAD[:-1] + b"x", DATA, END), "broken"),
        (png(chunk(b"IHDR", struct.pack(">IIBBBBB", 0, 20, 8, 0, 0, 0, 0)), DATA, END), "broken"),
        (png(chunk(b"IHDR", struct.pack(">IIBBBBB", 4001, 20, 8, 0, 0, 0, 0)), DATA, END), "wide"),
        (jpeg(), "broken"), (jpeg(FRAME), "broken"), (jpeg(SCAN), "broken"), (jpeg(FRAME, SCAN, end=b""), "broken"),
        (jpeg(b"no marker"), "broken"), (jpeg(b"\xff\xe0\x00\x01", FRAME, SCAN), "broken"),
        (jpeg(b"\xff\xe0\xff\xff"), "broken"), (jpeg(FRAME, segment(0xDA, b""), end=b"\xff"), "broken"),
    ],
)  # fmt: skip
def test_what_is_no_whole_picture_is_refused(data, code):
    with pytest.raises(BadImage) as bad:
        read_image(data)
    assert bad.value.code == code


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", png(HEAD), jpeg(FRAME, SCAN, end=b"")]),
)
def test_no_bytes_break_it(rest, beginning):
    try:
        image = read_image(beginning + rest)
    except BadImage:
        return
    assert read_image(image.data) == image
