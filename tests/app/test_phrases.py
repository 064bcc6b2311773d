"""Phrases and codes: short enough to read aloud, too many to guess."""

import pytest

from simulator.app.phrases import (
    ADJECTIVES,
    CODE_DIGITS,
    CODE_LETTERS,
    NOUNS,
    canonical_phrase,
    make_join_code,
    resume_phrase,
)
from simulator.web.limits import LIMITS

KEY = b"a key"


@pytest.mark.parametrize(
    "text",
    [
        "amber-otter-47",
        "Amber Otter 47",
        "  AMBER  otter,47 ",
        "amber–otter–47",
        "amber_otter_47",
        "“amber otter 47”.",
    ],
)
def test_people_may_write_a_phrase_as_they_like(text):
    assert canonical_phrase(text) == "amber-otter-47"


@pytest.mark.parametrize("text", ["", "---", "amberotter47", "amber-otter-4"])
def test_what_is_another_phrase_stays_another(text):
    assert canonical_phrase(text) != "amber-otter-47"


def test_a_phrase_is_made_of_listed_words_and_is_canonical():
    for n in range(300):
        phrase = resume_phrase(KEY, f"x{n}", "seat", 0)
        adjective, noun, digits = phrase.split("-")
        assert (adjective in ADJECTIVES, noun in NOUNS, len(digits)) == (True, True, 2)
        assert canonical_phrase(phrase) == phrase


def test_words_are_distinct_and_can_be_typed():
    for words in (ADJECTIVES, NOUNS):
        assert len(words) == len(set(words)) >= 240
        assert all(w.isascii() and w.islower() and w.isalpha() for w in words)


def test_a_phrase_depends_on_everything_it_stands_for():
    base = resume_phrase(KEY, "x", "seat", 0)
    others = [
        resume_phrase(b"another", "x", "seat", 0), resume_phrase(KEY, "y", "seat", 0),
        resume_phrase(KEY, "x", "other", 0), resume_phrase(KEY, "x", "seat", 1),
    ]  # fmt: skip
    assert base not in others
    assert base == resume_phrase(KEY, "x", "seat", 0)


def test_phrases_use_the_whole_space_evenly():
    phrases = [resume_phrase(KEY, "x", str(n), 0) for n in range(20_000)]
    # a birthday count: with 6 million phrases about 33 pairs of 20 000 are equal
    assert 10 < len(phrases) - len(set(phrases)) < 70
    assert {p.split("-")[0] for p in phrases} == set(ADJECTIVES)
    assert {p.split("-")[1] for p in phrases} == set(NOUNS)


def test_guessing_a_phrase_within_the_limits_takes_years():
    """Six wrong phrases a minute for one seat, and sixty for one address over all seats."""
    space = len(ADJECTIVES) * len(NOUNS) * 100
    a_seat, an_address = (
        LIMITS[name].amount * 60 / LIMITS[name].get_expiry() for name in ("phrase-seat", "phrase")
    )
    assert space > 5_500_000
    assert space / a_seat / 60 / 24 / 365 > 1.5  # years for every phrase of one seat
    minutes = 4 * 60  # a seminar
    assert minutes * a_seat / space < 1 / 3000  # one seat, from any number of addresses
    assert minutes * an_address / space < 1 / 300  # any seat, from one address


def test_join_codes_are_easy_to_read_and_many():
    codes = {make_join_code() for _ in range(500)}
    for code in codes:
        letters, digits = code.split("-")
        assert set(letters) <= set(CODE_LETTERS)
        assert set(digits) <= set(CODE_DIGITS)
        assert (len(letters), len(digits)) == (4, 2)
    assert not set(CODE_LETTERS + CODE_DIGITS) & set("AEIOUY01")
    assert len(codes) > 495
