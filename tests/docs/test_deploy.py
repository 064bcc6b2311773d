"""What `deploy/` says is true: its settings exist, its files are read by the programs they are for."""

import json
import os
import re
import shutil
import subprocess

import pytest

from simulator.realtime.metrics import PrometheusMeter
from simulator.web.settings import Settings
from tests.support.server import ROOT

DEPLOY = ROOT / "deploy"
KNOWN = {f"SIMULATOR_{name.upper()}" for name in Settings.model_fields}
OUR_OWN = {"SIMULATOR_DATABASE_PASSWORD"}  # of compose.yaml alone


@pytest.mark.parametrize("file", sorted(f.name for f in DEPLOY.iterdir() if f.is_file()))
def test_settings_that_are_named_exist(file):
    named = set(re.findall(r"SIMULATOR_[A-Z_]+", (DEPLOY / file).read_text()))
    assert named <= KNOWN | OUR_OWN


def test_the_dashboard_asks_for_what_is_counted():
    meter = PrometheusMeter()
    meter.connections(lambda: {"seat": 1})
    meter.answered("ok", 0.1)
    told = set(re.findall(r"^([a-z_]+)[{ ]", meter.shown(), re.MULTILINE))
    board = json.loads((DEPLOY / "dashboard.json").read_text())
    asked = {
        name
        for panel in board["panels"]
        for target in panel["targets"]
        for name in re.findall(r"(?:simulator|process)_[a-z_]+", target["expr"])
    }
    assert asked
    assert asked <= told


@pytest.mark.nginx
def test_nginx_takes_the_whole_file_with_tls(tmp_path):
    """As an operator installs it, with a certificate made for the test and the paths moved."""
    program = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin:/sbin")
    if program is None:
        pytest.skip("nginx is not installed: apt-get install nginx")
    maker = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1",
             "-subj", "/CN=seminar.example.org",
             "-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")]  # fmt: skip
    subprocess.run(maker, check=True, capture_output=True, timeout=60)
    shutil.copy(DEPLOY / "simulator-proxy.conf", tmp_path)
    site = (DEPLOY / "nginx.conf").read_text()
    site = re.sub(r"/etc/letsencrypt/live/[^/]+", str(tmp_path), site)
    site = site.replace("/etc/nginx/", f"{tmp_path}/").replace("/var/log/nginx/", f"{tmp_path}/")
    site = site.replace("listen 80;", "listen 127.0.0.1:18080;").replace(
        "listen 443", "listen 127.0.0.1:18443"
    )
    whole = tmp_path / "nginx.conf"
    whole.write_text(
        f"pid {tmp_path}/pid; error_log {tmp_path}/error.log;\nevents {{}}\nhttp {{\n{site}\n}}\n"
    )
    found = subprocess.run(
        [program, "-t", "-p", str(tmp_path), "-c", str(whole)], capture_output=True, text=True, timeout=30
    )
    assert found.returncode == 0, found.stderr


@pytest.mark.nginx
def test_keys_in_addresses_are_not_written_down():
    site = (DEPLOY / "nginx.conf").read_text()
    quiet = re.search(r"location ~ \^/\(\?:([^)]+)\)", site)
    assert quiet
    assert {"steer/enter", "wall", "remote", "c"} <= set(quiet[1].split("|"))
    form = re.search(r"log_format simulator '([^']+)'", site)
    assert form
    assert '$request"' not in form[1]
    assert "$args" not in form[1]
