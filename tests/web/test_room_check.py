"""The evening before: what the computer finds about itself, and two devices that prove that they reach it."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from simulator import preflight
from simulator.cli import main
from simulator.preflight import Facts, Network, judge, survey
from simulator.web.devices import KEPT, MOST, Devices, is_here, kind_of
from simulator.web.words.check import room_verdict, way_words
from tests.support.house import ORIGIN

READY = Facts((Network("wlan0", "192.168.8.10"),), 8000, False, Path("var"), "", 10**10, 4.0, False, True)
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)"


def grades(facts):
    return {f.title: f.grade for f in judge(facts)}


def test_a_computer_that_is_ready_is_told_where_people_reach_it():
    assert set(grades(READY).values()) == {"good"}
    assert "http://192.168.8.10:8000 (wlan0)" in judge(READY)[0].text


@pytest.mark.parametrize(
    ("change", "title", "grade", "next_step"),
    [
        ({"networks": ()}, "Network", "bad", "hotspot"),
        ({"networks": (Network("docker0", "172.17.0.1"),)}, "Network", "bad", "router"),
        ({"networks": (Network("eth0", "169.254.3.4"),)}, "Network", "bad", "Wi-Fi"),
        ({"networks": (Network("eth0", "8.8.8.8"),)}, "Address", "look", "proxy"),
        ({"networks": (*READY.networks, Network("eth0", "10.0.0.2"))}, "Two networks", "look", "PUBLIC_URL"),
        ({"networks": (*READY.networks, Network("tun0", "10.8.0.3"))}, "VPN", "look", "switch it off"),
        ({"port_taken": True}, "Port", "look", "SIMULATOR_PORT=8001"),
        ({"folder_says": "read-only file system"}, "Data folder", "bad", "SIMULATOR_DATA"),
        ({"sync_ms": 80.0}, "Disk", "look", "faster"),
        ({"space": 20_000_000}, "Space", "bad", "free half a gigabyte"),
        ({"browser_files": False}, "Browser files", "bad", "make setup"),
        ({"on_battery": True}, "Power", "look", "Plug it in"),
    ],
)  # fmt: skip
def test_what_is_not_good_is_named_with_what_to_do(change, title, grade, next_step):
    found = next(f for f in judge(replace(READY, **change)) if f.title == title)
    assert found.grade == grade
    assert next_step in found.text


def test_a_public_address_is_believed():
    found = judge(replace(READY, networks=(), public_url="https://seminar.example.org"))
    assert "https://seminar.example.org" in found[0].text
    assert {f.grade for f in found} == {"good"}


def test_the_machine_is_asked_and_nothing_is_left_behind(tmp_path):
    facts = survey(tmp_path / "new" / "data", 1, tmp_path / "none")
    assert facts.folder_says == ""
    assert facts.sync_ms > 0
    assert facts.space > 0
    assert not facts.browser_files
    assert list((tmp_path / "new" / "data").iterdir()) == []


def test_a_folder_that_keeps_nothing_says_why(tmp_path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    assert "exist" in preflight._tried(blocked)[0]

    def full(*_, **__):
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(preflight.sqlite3, "connect", full)
    assert preflight._tried(tmp_path)[0] == "database or disk is full"


def test_the_command_says_what_to_do_next_and_fails_where_it_must(tmp_path):
    hosted = {"SIMULATOR_DATA": str(tmp_path), "SIMULATOR_PUBLIC_URL": "https://x.example"}
    ready = CliRunner().invoke(main, ["preflight"], env=hosted)
    assert ready.exit_code == 0, ready.output
    assert "Room check" in ready.output
    blocked = tmp_path / "file"
    blocked.write_text("")
    failed = CliRunner().invoke(main, ["preflight"], env={"SIMULATOR_DATA": str(blocked)})
    assert failed.exit_code == 1
    assert "Data folder: Nothing can be stored" in failed.output


def test_a_phone_appears_on_the_facilitators_page_with_what_it_found(house):
    page = house.client(house.staff())
    assert "No other device has come yet" in page.get("/steer/check").text
    phone = house.app.test_client()
    assert "This iPhone reaches the server" in phone.get("/check", headers={"User-Agent": PHONE}).text
    form = {"device": "abc123def", "way": "live", "took": "31"}
    sent = phone.post(
        "/check",
        data=form,
        headers=ORIGIN | {"User-Agent": PHONE},
        environ_base={"REMOTE_ADDR": "192.168.8.23"},
    )
    assert sent.headers["Location"] == "/check?told=1"
    shown = page.get("/steer/check").text
    assert "Another device reaches the server" in shown
    assert "live connection, answers after 31 ms" in shown


def test_an_address_of_this_computer_alone_is_named(house, monkeypatch):
    page = house.client(house.staff())
    assert "No phone can open this address" not in page.get("/steer/check").text
    monkeypatch.setattr(type(house.services), "address", "http://127.0.0.1:8000")
    assert "No phone can open this address" in page.get("/steer/check").text


@pytest.mark.parametrize("form", [{}, {"device": "<b>", "way": "live"}, {"device": "abc123", "way": "magic"}])
def test_an_odd_word_from_a_device_is_refused_and_forgotten(house, form):
    client = house.app.test_client()
    assert client.post("/check", data=form, headers=ORIGIN).headers["Location"] == "/check"
    assert "No other device" in house.client(house.staff()).get("/steer/check").text


def test_devices_are_forgotten_and_never_too_many():
    now = [0]
    devices = Devices(lambda: now[0])
    for n in range(MOST + 5):
        devices.reached(f"device{n:04}", "Windows NT", False, "live", "12")
    assert len(devices.lately()) == MOST
    assert devices.reached("device0009", "X11; Linux", True, "polling", "1e9").took == 0
    assert devices.lately()[-1].near
    now[0] = KEPT + 1
    assert devices.lately() == ()


def test_the_verdict_follows_the_worst_that_the_others_met():
    devices = Devices(lambda: 0)
    own = devices.reached("own000", "Macintosh", True, "live", "2")
    assert room_verdict([own]).grade == "wait"
    good = devices.reached("good00", "Android", False, "live", "20")
    assert room_verdict([own, good]).grade == "good"
    assert room_verdict([good, good]).title == "2 other devices reach the server"
    slow = devices.reached("slow00", "iPad", False, "live", "900")
    assert room_verdict([good, slow]).grade == "look"
    assert "slow" in way_words(slow)
    asks = devices.reached("asks00", "CrOS", False, "polling", "40")
    assert "proxy" in room_verdict([good, slow, asks]).text
    stuck = devices.reached("stuck0", "X", False, "pages", "")
    assert "VPN" in room_verdict([good, asks, stuck]).text
    assert kind_of("X") == "device"


@pytest.mark.parametrize(
    ("address", "host", "here"),
    [
        ("127.0.0.1", "localhost:8000", True),
        ("::1", "127.0.0.1:8000", True),
        ("192.168.8.10", "192.168.8.10:8000", True),
        ("192.168.8.23", "192.168.8.10:8000", False),
        ("127.0.0.1", "seminar.example.org", False),  # a proxy on this computer brings everybody
        ("", "", False),
    ],
)
def test_the_servers_own_laptop_proves_nothing(address, host, here):
    assert is_here(address, host, ["192.168.8.10"]) is here
