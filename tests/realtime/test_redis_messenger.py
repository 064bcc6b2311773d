"""Notes through a real Redis: heard by the others, not by oneself, and again after Redis was away."""

import subprocess
import threading
import time
from contextlib import suppress

import pytest

from simulator.app.relay import Alone
from simulator.realtime.redis_messenger import RedisMessenger
from simulator.realtime.several import make_messenger
from tests.support.databases import redis

pytestmark = pytest.mark.redis


OVER = threading.Event()
LISTENING: list[threading.Thread] = []


class Ended(Exception):
    """These tests are over: nobody may write into the log of another one."""


def start(task, *args):
    def run():
        with suppress(Ended):
            task(*args)

    thread = threading.Thread(target=run, daemon=True)
    if args:
        LISTENING.append(thread)
    thread.start()


def rest(seconds):
    """Wait before the next try, or end with the tests."""
    if OVER.wait(seconds):
        raise Ended


class Ear:
    def __init__(self, url):
        self.heard = []
        self.messenger = RedisMessenger(url, start, rest)
        self.messenger.listen(lambda topic, name: self.heard.append((topic, name)))

    def hears(self, note, wait=15.0):
        deadline = time.monotonic() + wait
        while note not in self.heard and time.monotonic() < deadline:
            time.sleep(0.02)
        return note in self.heard


@pytest.fixture(scope="module")
def url():
    with redis() as found:
        yield found
        OVER.set()
    for thread in LISTENING:
        thread.join(15)
        assert not thread.is_alive()


def test_others_hear_and_oneself_does_not(url):
    one, two = Ear(url), Ear(url)
    deadline = time.monotonic() + 15
    while not two.heard and time.monotonic() < deadline:
        one.messenger.tell("grew", "exercise:a room")  # until the other has subscribed
        time.sleep(0.05)
    assert two.hears(("grew", "exercise:a room"))
    assert one.heard == []


def test_where_redis_is_away_nobody_waits_and_notes_are_dropped():
    alone = RedisMessenger("redis://127.0.0.1:9/0", lambda *_: None, time.sleep)
    began = time.monotonic()
    for number in range(10_050):
        alone.tell("grew", str(number))
    assert time.monotonic() - began < 5
    assert alone._waiting.qsize() == 10_000


def test_notes_come_again_when_redis_is_back(url):
    one, two = Ear(url), Ear(url)
    port = url.rsplit(":", 1)[1].partition("/")[0]
    while not two.heard:
        one.messenger.tell("grew", "before")
        time.sleep(0.05)
    # every connection is cut, as by a restart
    for kind in ("normal", "pubsub"):
        subprocess.run(
            ["redis-cli", "-p", port, "client", "kill", "type", kind], check=True, capture_output=True
        )
    deadline = time.monotonic() + 20
    while ("grew", "after") not in two.heard and time.monotonic() < deadline:
        one.messenger.tell("grew", "after")
        time.sleep(0.1)
    assert ("grew", "after") in two.heard


def test_without_an_address_there_is_nobody_to_tell():
    assert isinstance(make_messenger("", start, time.sleep), Alone)
