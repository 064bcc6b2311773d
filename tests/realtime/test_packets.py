"""Packets of text: what the stock library would have written, but for white space and escapes, and read by it."""

from __future__ import annotations

import json

import pytest
from socketio.packet import ACK, EVENT, Packet

from simulator.realtime.packets import Json, TextPacket

FRAME = {"v": 7, "p": [["option-a", "0f", "", "<p>“Yes” – \u2028 é 🚲 \\ \" & '</p>"], ["gone", "", "", ""]]}


@pytest.mark.parametrize("kind", [EVENT, ACK])
def test_the_stock_packet_reads_what_ours_wrote(kind):
    written = TextPacket(kind, ["parts", FRAME], id=3 if kind == ACK else None).encode()
    read = Packet(encoded_packet=written)
    assert (read.packet_type, read.data, read.id) == (kind, ["parts", FRAME], 3 if kind == ACK else None)


def test_ours_reads_what_the_stock_packet_wrote():
    read = TextPacket(encoded_packet=Packet(EVENT, ["act", FRAME], id=12).encode())
    assert (read.data, read.id) == (["act", FRAME], 12)


@pytest.mark.parametrize("text", ["{", "[1,]", "[x]", ""])
def test_what_is_no_json_is_a_value_error(text):
    with pytest.raises(ValueError, match=r"line 1|empty"):
        Json.loads(text)


def test_half_of_an_emoji_is_read_and_written_like_any_other_text():
    halved = ["act", {"text": "almost \ud83d"}]
    written = TextPacket(EVENT, halved).encode()
    assert TextPacket(encoded_packet=written).data == Packet(encoded_packet=written).data == halved


def test_bytes_are_refused_and_never_sent_apart():
    with pytest.raises(TypeError):
        TextPacket(EVENT, ["parts", b"raw"]).encode()


def test_the_layout_is_what_the_pages_and_the_bench_read():
    assert Json.dumps({"a": ["é", 1]}, separators=(",", ":")) == json.dumps(
        {"a": ["é", 1]}, separators=(",", ":"), ensure_ascii=False
    )
