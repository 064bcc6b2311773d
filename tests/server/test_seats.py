"""Taking seats: atomic, from one address, all at once."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from tests.support.people import Facilitator, Linked, Participant
from tests.support.server import Server

SEATS = ("city-hall", "county-health", "merchants", "vendors", "neighbors", "foundation")


def test_a_get_of_the_lobby_claims_nothing(server: Server, facilitator: Facilitator) -> None:
    exercise = facilitator.new_seminar()
    Participant(server, "Looker").jar.open(f"/s/{server.code}")
    found = facilitator.link(exercise)
    assert "Looker" not in "".join(found.parts.values())
    found.close()


def test_only_one_of_eight_gets_a_seat_that_all_want(server: Server, facilitator: Facilitator) -> None:
    exercise = facilitator.new_seminar()
    people = [Participant(server, f"Person {i}") for i in range(8)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda p: p.claim(exercise, "vendors"), people))
    assert [p.seat for p in people].count("vendors") == 1


def test_forty_eight_people_claim_seats_at_one_instant_from_one_address(
    server: Server, facilitator: Facilitator
) -> None:
    # eight rooms of six: as many claims in one seminar's log as the flagship has seats
    first = facilitator.new_seminar(rooms=8)
    stem = first.rpartition("-")[0]
    wanted = [(f"{stem}-{room}", seat) for room in range(1, 9) for seat in SEATS]
    people = [Participant(server, f"Person {i}") for i in range(len(wanted))]
    barrier = threading.Barrier(len(people))

    def claim(index: int) -> int:
        barrier.wait(20)
        return people[index].claim(*wanted[index]).status_code

    began = time.monotonic()
    with ThreadPoolExecutor(len(people)) as pool:
        codes = list(pool.map(claim, range(len(people))))
    assert set(codes) == {303}
    assert [(p.exercise, p.seat) for p in people] == wanted
    assert time.monotonic() - began < 5


def test_a_person_who_takes_another_seat_hears_nothing_of_the_old_one(
    server: Server, facilitator: Facilitator
) -> None:
    exercise = facilitator.new_seminar()
    mover, steering = Participant(server, "Mover"), facilitator.link(exercise)
    old = mover.sit(exercise, "merchants")
    mover.claim(exercise, "vendors")
    assert old.moved.wait(5)
    heard = len(old.frames)
    assert steering.act("stance.set", seat="merchants", target="rule.majority", value="yes", seen="1")["ok"]
    time.sleep(0.5)
    assert len(old.frames) == heard
    old.close()
    steering.close()


def test_the_resume_phrase_brings_a_person_back_on_another_laptop(server: Server, facilitator: Facilitator) -> None:
    exercise = facilitator.new_seminar()
    first = Participant(server, "Traveler")
    first.sit(exercise, "foundation").close()
    page = first.jar.open(f"/x/{exercise}").text
    second = Participant(server, "Traveler")
    cards = facilitator.jar.open(f"/steer/{exercise}/cards").text
    phrase = next(w for w in cards.replace("<", " ").replace(">", " ").split() if w.count("-") == 2 and w in page)
    place = f"{exercise}/foundation"
    answer = second.jar.submit(f"/s/{server.code}/resume", place=place, phrase=phrase.upper().replace("-", " "))
    assert answer.headers["Location"] == f"/x/{exercise}"
    assert Linked(server, second.jar, exercise, "seat").connect().parts["bar"]
    wrong = Participant(server, "Guesser").jar.submit(f"/s/{server.code}/resume", place=place, phrase="amber-otter-00")
    assert wrong.headers["Location"] == f"/s/{server.code.replace('-', '')}"
