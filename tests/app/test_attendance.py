"""Who was here when: stays from the seminar's log, gaps from the rooms' logs."""

import pytest

from simulator.app.attendance import MINUTE, attendance, end_of, without
from simulator.core.events import seminar as sev
from simulator.core.events.exercise import PresenceMarked, SeminarFollowed
from simulator.core.seminar_change import MemberIn, SeatHeld, SeatLeft

ROOM, OTHER = "room-1", "room-2"


def at(minutes, event):
    return (minutes * MINUTE, event)


def sits(minutes, person, seat, room=ROOM):
    return at(minutes, sev.SeatClaimed(person, room, seat))


def one(seminar, room=(), until=100):
    return attendance(seminar, {ROOM: list(room), OTHER: []}, until * MINUTE)


def test_a_stay_ends_with_leaving_with_another_seat_or_with_the_end():
    ana, bo = one([
        at(0, sev.PersonJoined("ana")), sits(2, "ana", "city"), at(3, sev.PersonJoined("bo")),
        at(5, sev.MemberJoined("bo", ROOM, "city")), at(12, sev.SeatFreed("ana", ROOM, "city")),
        sits(20, "ana", "shop", OTHER), at(25, sev.MemberLeft("bo", ROOM, "city", True)), at(26, sev.NoticeGiven("x")),
    ])  # fmt: skip
    assert [(s.room, s.seat, s.start // MINUTE, s.end // MINUTE, s.minutes) for s in ana.stays] == [
        (ROOM, "city", 2, 12, 10), (OTHER, "shop", 20, 100, 80),
    ]  # fmt: skip
    assert (ana.came, ana.last, ana.minutes) == (0, 100 * MINUTE, 90)
    assert ana.roles == ((OTHER, "shop"), (ROOM, "city"))
    assert (bo.minutes, bo.roles) == (20, ((ROOM, "city"),))


def test_moving_from_seat_to_seat_counts_no_minute_twice():
    (ana,) = one(
        [sits(0, "ana", "city"), sits(10, "ana", "shop"), at(15, sev.SeatFreed("ana", ROOM, "shop"))]
    )
    assert [s.minutes for s in ana.stays] == [10, 5]
    assert ana.came == 0


def test_whoever_took_no_seat_came_all_the_same():
    (ana,) = one([at(4, sev.PersonJoined("ana"))])
    assert (ana.came, ana.minutes, ana.stays, ana.last, ana.roles) == (4 * MINUTE, 0, (), 4 * MINUTE, ())


def test_while_nobody_of_the_seat_has_a_page_open_no_time_counts():
    away = [
        at(10, PresenceMarked("city", False)), at(12, PresenceMarked("city", False)),
        at(15, PresenceMarked("city", True)), at(16, PresenceMarked("shop", True)),
        at(90, PresenceMarked("city", False)),
    ]  # fmt: skip
    (ana,) = one([sits(0, "ana", "city")], away)
    assert [(a // MINUTE, b // MINUTE) for a, b in ana.stays[0].present] == [(0, 10), (15, 90)]
    assert ana.minutes == 85


@pytest.mark.parametrize("back", [SeatHeld("city", "bo"), MemberIn("city", "bo")])
def test_whoever_takes_a_seat_or_joins_it_is_there(back):
    away = [at(10, PresenceMarked("city", False)), at(20, SeminarFollowed(5, SeatLeft("city"))),
            at(30, SeminarFollowed(6, back))]  # fmt: skip
    ana, bo = one(
        [sits(0, "ana", "city"), at(20, sev.SeatFreed("ana", ROOM, "city")), sits(30, "bo", "city")], away
    )
    assert (ana.minutes, bo.minutes) == (10, 70)


@pytest.mark.parametrize(
    ("gaps", "left"),
    [
        ([], ((5, 10),)),
        ([(0, 5), (10, 12)], ((5, 10),)),
        ([(0, 7)], ((7, 10),)),
        ([(6, 7), (8, 20)], ((5, 6), (7, 8))),
        ([(0, 20)], ()),
    ],
)
def test_gaps_are_taken_out(gaps, left):
    assert without(5, 10, gaps) == left


def test_who_did_not_leave_was_here_until_it_was_put_away_or_until_now():
    hour = 60 * MINUTE
    assert end_of(now=3 * hour, archived_at=None, last=hour) == 3 * hour
    assert end_of(now=30 * hour, archived_at=None, last=2 * hour) == 2 * hour
    assert end_of(now=30 * hour, archived_at=2 * hour + MINUTE, last=2 * hour) == 2 * hour + MINUTE
    assert end_of(now=30 * hour, archived_at=20 * hour, last=2 * hour) == 2 * hour
