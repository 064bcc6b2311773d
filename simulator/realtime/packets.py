"""Socket.IO packets as our pages speak them: text alone, and JSON by a library in C.

One packet goes to a whole room and holds some kilobytes of markup. The stock packet walks through all of it for bytes
that it would have to send apart, which is as much work as writing it down.
"""

from __future__ import annotations

from typing import Any, Final

import orjson
from socketio.packet import Packet


class Json:
    """The two functions of a JSON module that Socket.IO asks for. What the library in C refuses goes the stock way: a
    page may send half of a surrogate pair, where a field's limit cut an emoji in two, and has to hear that it did."""

    @staticmethod
    def dumps(value: Any, **layout: Any) -> str:
        """``value`` without white space. Raises TypeError for what JSON has no form for."""
        try:
            return orjson.dumps(value).decode()
        except TypeError:
            return str(Packet.json.dumps(value, **layout))

    @staticmethod
    def loads(text: str) -> Any:
        """The value that ``text`` describes. Raises ValueError."""
        try:
            return orjson.loads(text)
        except ValueError:
            return Packet.json.loads(text)


class TextPacket(Packet):
    """A packet that carries no bytes. Pages send none either: `intake.guard` refuses such packets."""

    uses_binary_events: Final = False
    json = Json
