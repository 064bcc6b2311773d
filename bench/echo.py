"""The reference: Flask-SocketIO on eventlet with nothing behind it, on the same kind of listener as the product.

Every action is answered by one room emit of a recorded frame, then acknowledged. Whoever says hello
has everything, and a page is so many letters. `python -m bench.echo PORT FRAMES`.
"""

import json
import sys
import warnings
from itertools import cycle

warnings.filterwarnings("ignore", message=".*[Ee]ventlet.*")
from simulator.realtime import green  # noqa: E402 - the filter comes first

green.patch()

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402

from bench.workload import NUMBER, numbered  # noqa: E402


def make(frames: list[list[list[str]]]) -> Flask:
    """An application that echoes to rooms: ``auth`` names the room, ``act`` is answered with the next frame."""
    app = Flask(__name__)
    socketio = SocketIO(
        app, async_mode="eventlet", max_http_buffer_size=64_000, manage_session=False, cookie=None
    )
    rooms: dict[str, str] = {}
    following = cycle(frames)

    @socketio.on("connect")
    def connect(auth):
        from flask import request

        rooms[request.sid] = auth["exercise"]
        join_room(auth["exercise"])

    @socketio.on("hello")
    def hello(_data):
        return {"ok": True, "frames": [{"v": 0, "p": []}, {"v": 0, "p": []}]}

    @app.get("/page/<int:size>")
    def page(size):
        return "x" * size

    @socketio.on("act")
    def act(data):
        from flask import request

        number = NUMBER.search(json.dumps(data).encode()).group(1)
        emit("parts", {"v": numbered("", int(number)), "p": next(following)}, to=rooms[request.sid])
        return {"ok": True, "version": int(number)}

    return app


if __name__ == "__main__":
    port, path = int(sys.argv[1]), sys.argv[2]
    with open(path) as recorded:
        app = make(json.load(recorded))
    green.serve(app, "127.0.0.1", port, lambda _: print("listening", flush=True))
