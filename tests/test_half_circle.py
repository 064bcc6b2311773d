"""The half-circle of seats: every seat is in the picture, none overlap, fingers can hit them."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest

from simulator.web.charts import VIEW_HEIGHT, VIEW_WIDTH, half_circle, half_circle_wedges, seat_angle

SIZES = (1, 2, 3, 6, 7, 12, 17, 24, 33, 46, 48, 60)


@pytest.mark.parametrize("n_seats", SIZES)
def test_every_seat_is_inside_the_picture(n_seats: int) -> None:
    layout = half_circle(n_seats)
    assert len(layout) == n_seats
    for x, y, radius in layout:
        assert radius <= x <= VIEW_WIDTH - radius
        assert radius <= y <= VIEW_HEIGHT - radius


@pytest.mark.parametrize("n_seats", SIZES)
def test_no_two_seats_overlap(n_seats: int) -> None:
    layout = half_circle(n_seats)
    for index, (x, y, radius) in enumerate(layout):
        for other_x, other_y, other_radius in layout[index + 1 :]:
            assert hypot(x - other_x, y - other_y) >= radius + other_radius


@pytest.mark.parametrize("n_seats", [6, 12, 24, 48])
def test_seats_are_at_least_24_pixels_across_when_the_picture_is_700_wide(n_seats: int) -> None:
    assert min(2 * radius for _, _, radius in half_circle(n_seats)) * 700 / VIEW_WIDTH >= 24


@pytest.mark.parametrize("n_seats", SIZES)
def test_seats_run_from_the_left_end_to_the_right(n_seats: int) -> None:
    angles = [seat_angle(seat) for seat in half_circle(n_seats)]
    assert all(left >= right - 0.2 for left, right in pairwise(angles))


def test_an_empty_room_has_no_seats_and_no_bands() -> None:
    assert half_circle(0) == []
    assert half_circle_wedges([], []) == []


def test_a_negative_room_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        half_circle(-1)


def test_each_caucus_gets_one_band_in_the_order_of_the_seats() -> None:
    layout = half_circle(6)
    wedges = half_circle_wedges(layout, ["LG", "LG", "BZ", "BZ", "BZ", "EN"])
    assert [code for code, _, _, _ in wedges] == ["LG", "BZ", "EN"]
    assert all(path.startswith("M") for _, _, _, path in wedges)
    assert [x for _, x, _, _ in wedges] == sorted(x for _, x, _, _ in wedges)


def test_a_code_is_needed_for_each_seat() -> None:
    with pytest.raises(ValueError, match="one code"):
        half_circle_wedges(half_circle(3), ["LG"])
