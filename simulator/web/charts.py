"""Geometry of server-drawn pictures: pure numbers in, pure numbers out, no Flask and no markup.

The room is drawn as a half-circle of seats, like a council chamber seen from above. Lengths are in the units of
an SVG view box `VIEW_WIDTH` x `VIEW_HEIGHT`; the macros in templates/macros/room.html turn them into elements.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, degrees, pi, radians, sin

VIEW_WIDTH = 1000
VIEW_HEIGHT = 570
_CENTRE_X = VIEW_WIDTH / 2
_CENTRE_Y = 516.0
_OUTER = 410.0
# The innermost arc leaves room in the middle for the clause under discussion and its count.
_INNER_LEAST = 205.0
_RADIUS_MOST = 44.0
# A seat fills this share of the space it owns; the rest is air between neighbours.
_FILL = 0.86
_LABEL_GAP = 12.0


def half_circle(n_seats: int) -> list[tuple[float, float, float]]:
    """Return (x, y, radius) of each seat, ordered from the left end of the room to the right.

    Because the order follows the angle, consecutive seats of one caucus form a wedge. The number of arcs is the one
    that gives the largest seats; at 700 px wide each of 48 seats is more than 24 px across.
    An empty room gives no seats; a negative count is a ValueError.
    """
    if n_seats < 0:
        raise ValueError("a room cannot have a negative number of seats")
    if n_seats == 0:
        return []
    candidates = [_arcs(n_seats, rows) for rows in range(1, min(n_seats, 9) + 1)]
    radius, rows = max(candidates, key=lambda pair: (round(pair[0], 3), -len(pair[1])))
    seats: list[tuple[float, float, float, float]] = []
    for distance, count in rows:
        for position in range(count):
            # A single seat on an arc sits in the middle; otherwise the arc runs end to end.
            turn = pi / 2 if count == 1 else pi * (1 - position / (count - 1))
            seats.append((turn, distance, _CENTRE_X + distance * cos(turn), _CENTRE_Y - distance * sin(turn)))
    seats.sort(key=lambda seat: (-round(seat[0], 6), -seat[1]))
    return [(round(x, 1), round(y, 1), round(radius, 1)) for _, _, x, y in seats]


def _arcs(n_seats: int, rows: int) -> tuple[float, list[tuple[float, int]]]:
    """Return the seat radius and the (distance, seats) of each arc when `n_seats` sit on `rows` arcs."""
    if rows == 1:
        return _fitted(n_seats, [_OUTER], 0.0)
    pitch = (_OUTER - _INNER_LEAST) / (rows - 1)
    radius, arcs = _fitted(n_seats, [_OUTER - pitch * row for row in range(rows)], pitch)
    for _ in range(4):
        # Rows move up to the seats before them: a deep empty gap between rows would look like two rooms.
        pitch = min(pitch, 2 * radius / _FILL)
        radius, arcs = _fitted(n_seats, [_OUTER - pitch * row for row in range(rows)], pitch)
    return radius, arcs


def _fitted(n_seats: int, distances: Sequence[float], pitch: float) -> tuple[float, list[tuple[float, int]]]:
    """Share the seats among arcs at `distances` that lie `pitch` apart and return the largest radius that fits."""
    counts = _shares(n_seats, distances)
    space = [
        pi * distance / (count - 1) for distance, count in zip(distances, counts, strict=True) if count > 1
    ]
    widths = [*space, pitch] if len(distances) > 1 else space
    radius = min([_RADIUS_MOST, *(width * _FILL / 2 for width in widths)])
    return radius, [pair for pair in zip(distances, counts, strict=True) if pair[1]]


def _shares(n_seats: int, distances: Sequence[float]) -> list[int]:
    """Share seats among arcs in proportion to their length (largest remainder, the outer arc first)."""
    total = sum(distances)
    exact = [n_seats * distance / total for distance in distances]
    counts = [int(value) for value in exact]
    order = sorted(range(len(distances)), key=lambda row: (counts[row] - exact[row], row))
    for row in order[: n_seats - sum(counts)]:
        counts[row] += 1
    return counts


def half_circle_wedges(
    layout: Sequence[tuple[float, float, float]], codes: Sequence[str]
) -> list[tuple[str, float, float, str]]:
    """Return (code, label x, label y, path) of the outer band of each run of equal codes along the room.

    `codes[i]` belongs to seat `layout[i]`. The path is an arc just outside the seats,
    for a stroke in the hue of the caucus.
    """
    if len(layout) != len(codes):
        raise ValueError("each seat of the layout needs one code")
    if not layout:
        return []
    band = _OUTER + layout[0][2] + _LABEL_GAP
    edges = _run_edges(codes)
    wedges: list[tuple[str, float, float, str]] = []
    for start, stop in edges:
        # Bands divide the half turn by seat count; 0.6 degrees of air separates neighbours.
        left = 180 - 180 * start / len(codes) - (0.6 if start else 0)
        right = 180 - 180 * stop / len(codes) + (0.6 if stop < len(codes) else 0)
        x1, y1 = _on_circle(band, left)
        x2, y2 = _on_circle(band, right)
        label_x, label_y = _on_circle(band + 24, (left + right) / 2)
        path = f"M{x1} {y1}A{band:.1f} {band:.1f} 0 0 1 {x2} {y2}"
        wedges.append((codes[start], label_x, label_y, path))
    return wedges


def _run_edges(codes: Sequence[str]) -> list[tuple[int, int]]:
    """Return (start, stop) of each run of equal neighbours."""
    starts = [index for index, code in enumerate(codes) if index == 0 or codes[index - 1] != code]
    return list(zip(starts, [*starts[1:], len(codes)], strict=True))


def _on_circle(distance: float, angle: float) -> tuple[float, float]:
    """Return the point at `angle` degrees (180 is the left end) and `distance` from the centre of the room."""
    turn = radians(angle)
    return round(_CENTRE_X + distance * cos(turn), 1), round(_CENTRE_Y - distance * sin(turn), 1)


def seat_angle(seat: tuple[float, float, float]) -> float:
    """Return the angle of a seat in degrees, 180 at the left end of the room and 0 at the right."""
    return degrees(atan2(_CENTRE_Y - seat[1], seat[0] - _CENTRE_X))
