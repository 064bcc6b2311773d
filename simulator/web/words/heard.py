"""Words about who was heard: answers, counts, minutes, and why to invite somebody."""

from __future__ import annotations

from typing import Final

from jinja2 import Environment

from simulator.core.hearing import Bucket
from simulator.core.views.heard import Invite, MyTaps, MyVoice

from .counts import time_words

CHOICES: Final = (("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("", "I’d rather not say"))
WORD: Final = {"yes": "yes", "partly": "partly", "no": "no", "": "–"}


def heard_word(heard: str) -> str:
    """An answer in a word; a dash where nothing was said."""
    return WORD[heard]


def bucket_words(bucket: Bucket) -> str:
    """A count with its share: "5 of 8 yes (63 percent), 2 partly, 1 no"."""
    if not bucket.seats:
        return "Nobody has answered yet."
    share = (200 * bucket.yes + bucket.seats) // (2 * bucket.seats)
    return f"{bucket.yes} of {bucket.seats} yes ({share} percent), {bucket.partly} partly, {bucket.no} no"


def minutes_spoken(spoken: int) -> str:
    """Minutes of ms, by taps: "3.5"; a dash for none."""
    tenths = (spoken + 3_000) // 6_000
    return f"{tenths / 10:.1f}" if spoken else "–"


def minds_words(named: int) -> str:
    """How many organizations changed minds."""
    if not named:
        return "No organization was named twice as one that changed a mind."
    who = "One organization was" if named == 1 else f"{named} organizations were"
    return f"{who} named at least twice as one that changed somebody’s mind."


def nobody_words(count: int) -> str:
    """How many say that nobody changed their mind."""
    return "One says: nobody did." if count == 1 else f"{count} say: nobody did."


def invite_words(invite: Invite) -> str:
    """Why to invite a seat to speak."""
    said = {"no": "was not heard", "partly": "was heard in part", "yes": "was heard", "": ""}[invite.heard]
    spoke = f"has spoken {minutes_spoken(invite.spoken)} min" if invite.spoken else "has not spoken yet"
    return f"{said}, {spoke}" if said else spoke


def taps_now(taps: MyTaps) -> str:
    """Who speaks at my table: "Vendors, since 14:20"."""
    now = next((m.short for m in taps.members if m.seat == taps.speaker), "")
    return f"{now}, since {time_words(taps.since)}" if now else "nobody is tapped"


def voice_receipt(voice: MyVoice) -> str:
    """What is stored of my answers."""
    answer = voice.answer
    if not answer.at:
        return "Nothing is stored yet."
    said = [f"heard: {answer.heard}" if answer.heard else "heard: not said"]
    if voice.changed:
        said.append("mind changed by " + " and ".join(voice.changed))
    elif answer.nobody:
        said.append("nobody changed our mind")
    if answer.note:
        said.append("and your sentence")
    return f"Stored at {time_words(answer.at)}: {', '.join(said)}."


def register(environment: Environment) -> None:
    """Give these to the templates."""
    environment.globals.update(
        heard_choices=CHOICES, heard_word=heard_word, bucket_words=bucket_words, minutes_spoken=minutes_spoken,
        minds_words=minds_words, nobody_words=nobody_words, invite_words=invite_words, voice_receipt=voice_receipt,
        taps_now=taps_now,
    )  # fmt: skip
