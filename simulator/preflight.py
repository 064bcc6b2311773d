"""The evening before: is this computer ready to be the server of a room? Facts first, then a judgement in plain words.

`survey` asks the machine; `judge` is pure, so that every sentence can be tried without the machine that it is about.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import sqlite3
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import psutil

Grade = Literal["good", "look", "bad"]
LEAST_SPACE = 500_000_000
SLOW_SYNC = 50.0
"""Milliseconds for one write that is safely on the disk, above which a full room would feel it."""
VIRTUAL = ("docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "podman", "vethernet")
TUNNEL = ("tun", "tap", "utun", "wg", "ppp", "tailscale", "zt", "nordlynx", "proton")


@dataclass(frozen=True, slots=True)
class Network:
    """A network that this computer is in: the name of the device and our address there."""

    name: str
    address: str

    @property
    def kind(self) -> Literal["room", "tunnel", "virtual", "alone", "internet"]:
        """Whether laptops in the room can reach us there: a VPN and networks inside this computer lead elsewhere."""
        name = self.name.lower()
        if name.startswith(TUNNEL):
            return "tunnel"
        if name.startswith(VIRTUAL):
            return "virtual"
        address = ipaddress.ip_address(self.address)
        if address.is_link_local:
            return "alone"
        return "room" if address.is_private else "internet"


@dataclass(frozen=True, slots=True)
class Facts:
    """What was found. ``sync_ms`` and ``folder_says`` tell of the data folder; ``port_taken`` by somebody else."""

    networks: tuple[Network, ...]
    port: int
    port_taken: bool
    folder: Path
    folder_says: str
    space: int
    sync_ms: float
    on_battery: bool
    browser_files: bool
    public_url: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: how it is, what it means, and what to do where it is not good."""

    grade: Grade
    title: str
    text: str


def networks() -> tuple[Network, ...]:
    """The networks of this computer that are up, by IPv4, without its own loop."""
    up = {name for name, stats in psutil.net_if_stats().items() if stats.isup}
    return tuple(
        Network(name, a.address)
        for name, addresses in psutil.net_if_addrs().items() if name in up
        for a in addresses
        if a.family == socket.AF_INET and not ipaddress.ip_address(a.address).is_loopback
    )  # fmt: skip


def _port_taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return True
    return False


def _tried(folder: Path) -> tuple[str, float]:
    """Whether a database works in the folder (what it said, or nothing), and ms for one write that is on the disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix="check-") as place:
            database = sqlite3.connect(Path(place) / "try.db", isolation_level=None)
            try:
                database.execute("PRAGMA journal_mode=WAL")
                database.execute("PRAGMA synchronous=FULL")
                database.execute("CREATE TABLE t (n INTEGER)")
                began = time.perf_counter()
                for n in range(10):
                    database.execute("INSERT INTO t VALUES (?)", (n,))
                return "", (time.perf_counter() - began) * 100
            finally:
                database.close()
    except (OSError, sqlite3.Error) as error:
        return str(error), 0.0


def survey(folder: Path, port: int, browser_files: Path, public_url: str = "") -> Facts:
    """Ask the machine. Writes and removes one small file in the data folder; sends nothing to anybody."""
    says, sync = _tried(folder)
    found = folder
    while not found.exists():
        found = found.parent
    battery = psutil.sensors_battery() if hasattr(psutil, "sensors_battery") else None
    return Facts(
        networks(), port, _port_taken(port), folder, says, psutil.disk_usage(os.fspath(found)).free, sync,
        bool(battery and not battery.power_plugged), browser_files.is_file(), public_url,
    )  # fmt: skip


def judge(facts: Facts) -> tuple[Finding, ...]:
    """What the facts mean, the network first."""
    return (*_of_networks(facts), *_of_machine(facts))


def _of_networks(facts: Facts) -> list[Finding]:
    room = [n for n in facts.networks if n.kind == "room"]
    tunnels = [n for n in facts.networks if n.kind == "tunnel"]
    found = []
    if facts.public_url:
        found.append(
            Finding("good", "Address", f"People type {facts.public_url}. Open it on a phone to be sure.")
        )
    elif not room and any(n.kind == "internet" for n in facts.networks):
        address = next(n.address for n in facts.networks if n.kind == "internet")
        found.append(
            Finding(
                "look",
                "Address",
                f"This computer stands in the internet itself ({address}). Put a proxy with https before "
                "it, as docs/operating.md says.",
            )
        )
    elif not room:
        found.append(
            Finding(
                "bad",
                "Network",
                "This computer is in no network that other laptops could share. Join the room's Wi-Fi, "
                "plug in your router's cable, or switch the hotspot on; then check again.",
            )
        )
    else:
        addresses = " or ".join(f"http://{n.address}:{facts.port} ({n.name})" for n in room)
        found.append(Finding("good", "Address", f"People in the room reach you at {addresses}."))
        if len(room) > 1:
            found.append(
                Finding(
                    "look",
                    "Two networks",
                    "This computer is in more than one. Switch off the one that the room does not use, or say "
                    f"which it is: SIMULATOR_PUBLIC_URL=http://{room[0].address}:{facts.port}",
                )
            )
    if tunnels:
        found.append(
            Finding(
                "look",
                "VPN",
                f"A VPN is on ({tunnels[0].name}). It may keep this computer from the laptops in the room: "
                "switch it off for the seminar.",
            )
        )
    return found


def _of_machine(facts: Facts) -> list[Finding]:
    found = []
    if facts.port_taken:
        found.append(
            Finding(
                "look",
                "Port",
                f"Something listens on port {facts.port} already. If it is this server, all is well; if "
                f"not, start with SIMULATOR_PORT={facts.port + 1}.",
            )
        )
    else:
        found.append(Finding("good", "Port", f"Port {facts.port} is free."))
    if facts.folder_says:
        found.append(
            Finding(
                "bad",
                "Data folder",
                f"Nothing can be stored in {facts.folder}: {facts.folder_says}. Set SIMULATOR_DATA to a "
                "folder of yours on this computer's own disk.",
            )
        )
    elif facts.sync_ms > SLOW_SYNC:
        found.append(
            Finding(
                "look",
                "Disk",
                f"A stored action takes {facts.sync_ms:.0f} ms on this disk. That is enough for a small "
                "room; for 48 seats use a computer with a faster one, or end what else is writing.",
            )
        )
    else:
        found.append(Finding("good", "Disk", f"A stored action takes {facts.sync_ms:.1f} ms."))
    if facts.space < LEAST_SPACE:
        found.append(
            Finding(
                "bad",
                "Space",
                f"Only {facts.space // 1_000_000} MB are free. A day needs far less, but a full disk stops "
                "the seminar: free half a gigabyte.",
            )
        )
    if not facts.browser_files:
        found.append(
            Finding(
                "bad",
                "Browser files",
                "They are not there. Run “make setup” once, with the internet; then none is needed.",
            )
        )
    if facts.on_battery:
        found.append(
            Finding("look", "Power", "This laptop runs on its battery. Plug it in, and switch its sleep off.")
        )
    return found
