"""Codes, phrases, keys and tokens: how many tries a hit takes, measured against a server whose limits hold, while a whole
seminar behind the same address comes in."""

from __future__ import annotations

import random
import re
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.app.phrases import ADJECTIVES, CODE_DIGITS, CODE_LETTERS, NOUNS, resume_phrase
from simulator.core.ids import ExerciseId, SeatId
from simulator.web.identity import CARD, WALL, Identities
from simulator.web.limits import LIMITS

from .stage import KEY, Stage

DAY = 24 * 60
CODES = len(CODE_LETTERS) ** 4 * len(CODE_DIGITS) ** 2
PHRASES = len(ADJECTIVES) * len(NOUNS) * 100
ADDRESSES = [
    {},
    {"X-Forwarded-For": "10.0.0.{n}"},
    {"X-Real-IP": "10.0.0.{n}"},
    {"Forwarded": "for=10.0.0.{n}"},
]
"""What a guesser adds to look like many."""


def days(space: int, limit: str) -> float:
    """The expected days until a hit, when every try that the limit allows is spent without a pause."""
    return space / 2 / LIMITS[limit].amount / DAY


def next_window() -> None:
    """Wait until a window of the limits begins that is long enough for a test: they are whole minutes."""
    left = 60 - time.time() % 60
    if left < 12:
        time.sleep(left + 0.2)


@pytest.mark.parametrize(
    ("what", "space", "limit", "least_days"),
    [("the phrase of a seat", PHRASES, "phrase-seat", 300), ("the phrase of any seat, from one address", PHRASES, "phrase", 30),
     ("a facilitator's key", 2**144, "key", 1e30), ("a wall's token", 2**160, "join", 1e30), ("a person's cookie", 2**160, "lobby", 1e30),
     ("a connection", 2**120, "hello", 1e20)],
)  # fmt: skip
def test_a_hit_takes_longer_than_any_seminar(what: str, space: int, limit: str, least_days: float) -> None:
    assert days(space, limit) > least_days, what


def test_a_join_code_keeps_strangers_out_for_an_afternoon_and_is_no_secret() -> None:
    """It is on the wall. In four hours at the limit a stranger finds the code of the one open seminar with one chance in
    twenty, and then takes a free seat, which the facilitator sees."""
    assert CODES == 10_240_000
    assert LIMITS["join"].amount * 240 / CODES < 0.05


@pytest.mark.parametrize("headers", ADDRESSES)
def test_the_seventh_phrase_of_a_minute_is_refused_even_if_it_is_right(
    stage: Stage, headers: dict[str, str]
) -> None:
    seat = ("vendors", "merchants", "city-hall", "county-health")[ADDRESSES.index(headers)]
    next_window()
    phrase = phrase_of(stage, seat)
    if seat == "vendors":
        assert phrase in stage.secrets, "this is not how the server makes a phrase"
    for n in range(LIMITS["phrase-seat"].amount):
        form = {"place": f"{stage.here}/{seat}", "phrase": f"amber-otter-{n:02d}", "name": "Eve"}
        answer = stage.post(
            "nobody", f"/s/{stage.code}/resume", form, **{k: v.format(n=n) for k, v in headers.items()}
        )
        assert "ps_person" not in answer.headers.get("Set-Cookie", "")
    answer = stage.post(
        "nobody",
        f"/s/{stage.code}/resume",
        {"place": f"{stage.here}/{seat}", "phrase": phrase, "name": "Eve"},
    )
    assert "ps_person" not in answer.headers.get("Set-Cookie", "")
    assert answer.headers["Location"].startswith(f"/s/{stage.code}?place=")


def phrase_of(stage: Stage, seat: str) -> str:
    """The phrase of a seat, as the key makes it."""
    return resume_phrase(KEY.encode(), ExerciseId(stage.here), SeatId(seat), 0)


def test_guessers_of_keys_are_stopped_and_who_is_in_stays_in(stage: Stage) -> None:
    next_window()
    answers = [stage.get("nobody", f"/steer/enter?key=guess-{n}", **{"X-Forwarded-For": f"10.0.0.{n}"}).status_code
               for n in range(LIMITS["key"].amount + 5)]  # fmt: skip
    assert 403 in answers[:10]
    assert answers[LIMITS["key"].amount :] == [429] * 5
    assert stage.get("facilitator", f"/steer/{stage.here}").status_code == 200


def cookies_of(header: str) -> dict[str, str]:
    """The cookies that an answer sets."""
    return dict(re.findall(r"(ps_\w+)=([^;]*)", header))


def test_a_whole_seminar_comes_in_from_one_address_while_somebody_guesses(stage: Stage) -> None:
    next_window()
    guessing = ThreadPoolExecutor(1)
    tries = guessing.submit(lambda: [
        stage.post("nobody", f"/s/{stage.code}/resume", {"place": f"{stage.here}/neighbors", "phrase": f"a-b-{n:02d}"}).status_code for n in range(99)
    ])  # fmt: skip

    def come_in(n: int) -> bool:
        looked = stage.get("nobody", f"/s/{stage.code}")
        answer = stage.post("nobody", f"/s/{stage.code}/enter", {"name": f"Person {n}"})
        return looked.status_code == 200 and "ps_person" in answer.headers.get("Set-Cookie", "")

    with ThreadPoolExecutor(8) as threads:
        came = list(threads.map(come_in, range(150)))
    assert came == [True] * 150
    assert set(tries.result()) == {303}
    guessing.shutdown()


def test_a_flood_of_codes_is_stopped_at_the_limit_and_seats_go_on(stage: Stage) -> None:
    """And the next minute everybody joins again."""
    next_window()
    wanted = LIMITS["join"].amount + 60

    def guess(n: int) -> bool:
        answer = stage.post("nobody", "/join", {"code": f"BCDF{n % 8 + 2}{n // 8 % 8 + 2}"})
        flash = stage.identities.read_flash(cookies_of(answer.headers.get("Set-Cookie", "")))
        return bool(flash and "Wait a minute" in flash[1])

    began = time.time()
    with ThreadPoolExecutor(8) as threads:
        stopped = sum(threads.map(guess, range(wanted)))
    within_one_minute = int(began // 60) == int(time.time() // 60)
    assert stopped >= 60 if within_one_minute else stopped < wanted
    # a seat that is taken is not concerned
    assert stage.get("seated", f"/x/{stage.here}").status_code == 200
    assert stage.link("seated").socket.call("time", {}, timeout=10)["ok"]


@pytest.mark.parametrize("kind", ["wall", "card", "person", "staff", "phone"])
def test_no_changed_token_is_taken(stage: Stage, kind: str) -> None:
    """Five hundred tokens with one, two or three characters changed, cut, longer, or with the signature of another kind."""
    identities, chance = Identities(KEY.encode()), random.Random(kind)
    good = {
        "wall": identities.link(WALL, stage.here), "card": identities.link(CARD, stage.here, "vendors"),
        "person": str(identities._person.dumps(["p", "s"])), "staff": str(identities._staff.dumps(["f"])),
        "phone": identities.phone_link(stage.here, "f"),
    }  # fmt: skip
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
    body = good[kind].rpartition(".")[0]
    changed = {body + "." + other.rpartition(".")[2] for name, other in good.items() if name != kind} | {
        good[kind][:-1],
        good[kind] + "A",
        body,
    }
    while len(changed) < 500:
        text = list(good[kind])
        for _ in range(chance.randrange(1, 4)):
            # the last character of a signature holds bits that mean nothing
            text[chance.randrange(len(text) - 1)] = chance.choice(letters)
        if "".join(text) != good[kind]:
            changed.add("".join(text))
    for token in changed:
        assert identities.read_link(WALL, token) is None
        assert identities.read_link(CARD, token) is None
        assert identities.read_phone_link(token) is None
        found = identities.read({"ps_person": token, "ps_staff": token, "ps_phone": token})
        assert (found.person, found.facilitator, found.phone) == ("", "", ""), token


def test_one_kind_of_token_is_no_other(stage: Stage) -> None:
    for path in (
        f"/wall/{stage.card}",
        f"/c/{stage.wall}",
        f"/remote/{stage.wall}",
        f"/wall/{stage.fill('/remote/<token>')[8:]}",
    ):
        assert stage.get("nobody", path).status_code == 404
