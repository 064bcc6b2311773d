"""Frames written straight into sockets: whole, in order, and nobody waits for somebody slow."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import threading
from types import SimpleNamespace

import pytest

from simulator.realtime import direct
from simulator.realtime.direct import (
    MOST_BEHIND,
    Inbound,
    Outbound,
    frame_of,
    send_directly,
    text_frame,
    unmask,
)


class Pipe:
    """A real socket pair; `fd` does not block, `sendall` waits as long as the other side takes nothing."""

    def __init__(self, room: int = 4096) -> None:
        self.fd, self.far = socket.socketpair()
        self.fd.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, room)
        self.fd.setblocking(False)
        self.waiting = threading.Event()

    def sendall(self, data: bytes) -> None:
        while data:
            try:
                data = data[self.fd.send(data) :]
            except BlockingIOError:
                self.waiting.set()
                threading.Event().wait(0.001)

    def shutdown(self, how: int) -> None:
        self.fd.shutdown(how)

    def read(self) -> bytes:
        self.far.settimeout(5)
        found = b""
        while piece := self.far.recv(65536):
            found += piece
        return found

    def close(self) -> None:
        self.fd.close()
        self.far.close()


@pytest.fixture
def pipe():
    made = Pipe()
    yield made
    made.close()


class Tasks(list):
    """What was started, to be run when the test says so."""

    def __call__(self, task) -> None:
        self.append(task)


def texts_of(stream: bytes) -> list[str]:
    """The texts of a stream of unmasked frames; fails where a frame is torn."""
    found, at = [], 0
    while at < len(stream):
        assert stream[at] == direct.TEXT
        size, start = stream[at + 1], at + 2
        if size == 126:
            size, start = int.from_bytes(stream[start : start + 2], "big"), start + 2
        elif size == 127:
            size, start = int.from_bytes(stream[start : start + 8], "big"), start + 8
        assert start + size <= len(stream), "half a frame"
        found.append(stream[start : start + size].decode())
        at = start + size
    return found


def stock():
    """Eventlet's own websocket. Imported when it is asked for: from then on every fork of this process is warned of."""
    from eventlet.websocket import RFC6455WebSocket

    return RFC6455WebSocket


@pytest.mark.parametrize("size", [0, 1, 125, 126, 127, 65_535, 65_536, 200_000])
def test_a_frame_is_what_eventlet_would_have_made(size):
    text = "ä" * (size // 2) + "x" * (size % 2)
    assert text_frame(text) == stock()(None, {}, 13)._pack_message(text)


@pytest.mark.parametrize("size", [0, 1, 3, 4, 5, 300])
@pytest.mark.parametrize("offset", [0, 1, 2, 3, 7])
def test_unmasking_is_what_eventlet_would_have_done(size, offset):
    chance = random.Random(size * 10 + offset)
    data, mask = chance.randbytes(size), tuple(chance.randbytes(4))
    assert unmask(data, mask, size, offset) == stock()._apply_mask(data, mask, size, offset)
    assert unmask(data, mask, offset=offset) == stock()._apply_mask(data, mask, offset=offset)


def test_a_packet_for_many_is_framed_once():
    packet = SimpleNamespace(encode=lambda: "42[]")
    assert frame_of(packet) is frame_of(packet)


def test_frames_to_a_slow_connection_stay_whole_and_in_order(pipe):
    tasks = Tasks()
    out = Outbound(pipe, tasks)
    sent = [f"{n}:" + "x" * (n * 37 % 9000) for n in range(60)]
    for text in sent:
        out.push(text_frame(text))
    assert len(tasks) == 1, "one task writes a backlog, however many frames wait"
    assert out.behind > 0
    drain = threading.Thread(target=lambda: (tasks[0](), pipe.fd.shutdown(socket.SHUT_WR)))
    drain.start()
    assert pipe.waiting.wait(5)
    assert texts_of(pipe.read()) == sent
    drain.join(5)
    assert out.behind == 0
    assert not out.cut


def test_what_comes_while_a_backlog_is_written_queues_behind_it(pipe):
    tasks = Tasks()
    out = Outbound(pipe, tasks)
    first = "a" * 500_000
    out.push(text_frame(first))
    drain = threading.Thread(target=tasks[0])
    drain.start()
    assert pipe.waiting.wait(5)
    out.push(text_frame("b"))
    reader = threading.Thread(target=lambda: found.append(pipe.read()))
    found: list[bytes] = []
    reader.start()
    drain.join(5)
    out.push(text_frame("c"))
    pipe.fd.shutdown(socket.SHUT_WR)
    reader.join(5)
    assert texts_of(found[0]) == [first, "b", "c"]


def test_a_connection_too_far_behind_is_cut_and_holds_no_memory(pipe):
    out = Outbound(pipe, Tasks())
    for _ in range(40):
        out.push(text_frame("x" * (MOST_BEHIND // 20)))
    assert out.cut
    assert out.behind == 0
    assert not out._backlog
    out.push(text_frame("later"))
    assert not out._backlog
    assert len(pipe.read()) < MOST_BEHIND, "the other side sees the end"


def test_a_connection_that_is_gone_is_cut_without_a_word_to_the_sender(pipe):
    pipe.far.close()
    out = Outbound(pipe, Tasks())
    for _ in range(3):
        out.push(text_frame("x"))
    assert out.cut


def test_a_backlog_that_cannot_be_written_cuts_the_connection(pipe):
    tasks = Tasks()
    out = Outbound(pipe, tasks)
    out.push(text_frame("x" * 500_000))
    pipe.sendall = lambda _data: (_ for _ in ()).throw(TimeoutError("the other side takes nothing"))
    tasks[0]()
    assert out.cut


class Connection:
    """An Engine.IO connection as `send_directly` knows it."""

    def __init__(self) -> None:
        self.upgraded, self.alive, self.queued = True, True, []
        self.queue = SimpleNamespace(empty=lambda: not self.queued)
        self.send = self.queued.append

    def check_ping_timeout(self) -> bool:
        return self.alive


def packet(text: str, kind: int = 4, *, binary: bool = False):
    return SimpleNamespace(packet_type=kind, binary=binary, encode=lambda: text)


def test_what_has_come_is_read_once_and_handed_out_in_pieces():
    reads = [b"\x81\x85mask", b"hello\x81", b""]
    wire = SimpleNamespace(recv=lambda _size: reads.pop(0), fileno=lambda: 7)
    inbound = Inbound(wire)
    assert [inbound.recv(2), inbound.recv(4)] == [b"\x81\x85", b"mask"]
    assert len(reads) == 2
    assert [inbound.recv(9), inbound.recv(2)] == [b"hello\x81", b""]
    assert inbound.fileno() == 7


def test_what_was_queued_before_goes_first():
    connection, pushed = Connection(), []
    connection.upgraded = False
    send_directly(connection, SimpleNamespace(push=pushed.append))
    connection.send(early := packet("early"))
    connection.upgraded = True
    connection.send(second := packet("second"))
    assert (connection.queued, pushed) == ([early, second], [])
    connection.queued.clear()  # the writer wrote them
    connection.send(packet("third"))
    assert pushed == [text_frame("third")]


def test_pings_and_binary_packets_take_the_writers_way():
    connection, pushed = Connection(), []
    send_directly(connection, SimpleNamespace(push=pushed.append))
    connection.send(ping := packet("2", direct.PING))
    connection.queued.clear()
    connection.send(blob := packet("", binary=True))
    assert (ping.packet_type, connection.queued, pushed) == (2, [blob], [])


def test_nothing_is_written_to_somebody_who_no_longer_answers():
    connection, pushed = Connection(), []
    connection.alive = False
    send_directly(connection, SimpleNamespace(push=pushed.append))
    connection.send(packet("x"))
    assert not pushed


PROGRAM = """
import warnings
warnings.simplefilter("ignore")
from simulator.realtime import green
green.patch()
import socket, time
import eventlet, socketio

most = []

class Narrow(green.Outbound):
    "With little room in the kernel, so that it is seen who reads nothing."

    def __init__(self, wire, start):
        wire.fd.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 50_000)
        super().__init__(wire, start)

    def _keep(self, frame):
        super()._keep(frame)
        most.append(self.behind)

green.Outbound = Narrow
server = socketio.Server(async_mode="eventlet", ping_interval=1, ping_timeout=3, logger=False, cors_allowed_origins=[])
assert green.write_directly(server.eio)
app = socketio.WSGIApp(server)
ports = []

@server.on("connect")
def connect(sid, environ, auth):
    server.enter_room(sid, "room")

@server.on("mine")
def mine(sid, data):
    return {"got": data}

eventlet.spawn(green.serve, app, "127.0.0.1", 0, ports.append)
while not ports:
    eventlet.sleep(0.01)

def client():
    "A websocket on green sockets that reads whole frames."
    from eventlet.websocket import RFC6455WebSocket
    import base64, os
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 100_000)  # or the kernel would hide how slow it is
    sock.connect(("127.0.0.1", ports[0]))
    key = base64.b64encode(os.urandom(16)).decode()
    lines = ("GET /socket.io/?EIO=4&transport=websocket HTTP/1.1", "Host: x", "Upgrade: websocket",
             "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "")
    sock.sendall("\\r\\n".join(lines).encode())
    head = b""
    while not head.endswith(b"\\r\\n\\r\\n"):
        head += sock.recv(1)
    ws = RFC6455WebSocket(sock, {}, 13, client=True)
    assert ws.wait().startswith("0")
    ws.send("40")
    while not ws.wait().startswith("40"):
        pass
    return ws

class Reader:
    "Reads for as long as the connection lives, answers pings, and can stop listening for a while."

    def __init__(self):
        self.ws, self.found, self.answers, self.open, self.deaf = client(), [], [], True, False
        eventlet.spawn(self.read)

    def read(self):
        while True:
            while self.deaf:
                eventlet.sleep(0.01)
            text = self.ws.wait()
            if text is None:
                self.open = False
                return
            if text == "2":
                self.ws.send("3")
            elif text.startswith("43"):
                self.answers.append(text)
            elif text.startswith("42"):
                self.found.append(int(text.split(":")[1].split("-")[0]))

def until(happens, seconds=15):
    end = time.monotonic() + seconds
    while not happens():
        assert time.monotonic() < end
        eventlet.sleep(0.01)

def say(first, last, size):
    for n in range(first, last + 1):
        server.emit("parts", "n:%d-%s" % (n, "x" * size), to="room")
        eventlet.sleep(0.001)

people = [Reader() for _ in range(6)]
slow, quick = people[0], people[1:]
slow.deaf = True
say(1, 60, 15_000)
all_of_it = list(range(1, 61))
until(lambda: all(p.found == all_of_it for p in quick))
print("quick ones have all")
assert max(most) > 100_000, most
slow.deaf = False
until(lambda: slow.found == all_of_it)
print("the slow one has all, in order")

eventlet.sleep(4.5)  # longer than a writer lives that hears of nothing
assert all(p.open for p in people)
say(61, 61, 10)
until(lambda: all(p.found[-1] == 61 for p in people))
print("idle ones are still here")

quick[0].ws.send('42' + '7["mine","' + "y" * 300 + '"]')
until(lambda: quick[0].answers)
assert quick[0].answers == ['437[{"got":"' + "y" * 300 + '"}]']
print("answers come")

slow.deaf = True
say(62, 361, 10_000)
until(lambda: all(p.found[-1] == 361 for p in quick))
slow.deaf = False
until(lambda: not slow.open)
assert slow.found == list(range(1, len(slow.found) + 1)) and len(slow.found) < 361
print("who does not read is cut")
"""


def test_on_the_real_listener(tmp_path):
    """Six websockets on eventlet, one of which reads nothing for a while; pings every second."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=90, check=False,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [
        "quick ones have all", "the slow one has all, in order", "idle ones are still here", "answers come",
        "who does not read is cut",
    ]  # fmt: skip


def test_other_servers_keep_their_own_writers():
    from simulator.realtime import green

    engine = SimpleNamespace(async_mode="threading", _async={"websocket": object})
    assert not green.write_directly(engine)
    assert engine._async == {"websocket": object}
