"""QR codes as inline SVG without styles, and as text for a terminal."""

from __future__ import annotations

import io

import segno
from markupsafe import Markup


def qr_markup(text: str) -> Markup:
    """A QR code that scales with its box."""
    svg = segno.make(text, error="m", micro=False).svg_inline(
        border=2, omitsize=True, svgclass="qr", lineclass=None
    )
    return Markup(svg)  # noqa: S704 - made by segno from our own address; it writes only path data


def qr_terminal(text: str) -> str:
    """A QR code of block characters."""
    out = io.StringIO()
    segno.make(text, error="l", micro=False).terminal(out, compact=True, border=1)
    return out.getvalue()
