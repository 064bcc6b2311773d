"""Quotes as print sets them, whatever an author typed: “so”, and an apostrophe that isn’t straight."""

from __future__ import annotations

import re

_CODE = re.compile(r"(`[^`\n]*`|\]\([^)\n]*\))")
"""What stands in a text as it is typed: code, and the address of a link."""
_OPENS = re.compile(r"""(^|[\s(\[{“‘"'*_–—-])(["'])(?=[^\s.,;:!?)\]}–—])""")
_PAIR = {'"': ("“", "”"), "'": ("‘", "’")}


def _curled(text: str) -> str:
    # twice, because one quote may open right after another: "'Yes' is a word," she said.
    for _ in range(2):
        text = _OPENS.sub(lambda m: m[1] + _PAIR[m[2]][0], text)
    return text.replace('"', "”").replace("'", "’")


def curly(text: str) -> str:
    """Every straight quote becomes a curly one; a text keeps its length, so that places in it stay what they are."""
    if '"' not in text and "'" not in text:
        return text
    parts = _CODE.split(text)
    return "".join(part if n % 2 else _curled(part) for n, part in enumerate(parts))
