"""What a watchdog, a proxy and Prometheus get to hear."""

from tests.support.house import House


def test_a_server_that_reaches_its_database_may_be_sent_people(house):
    answer = house.client().get("/ready")
    assert (answer.status_code, answer.json) == (200, {"ok": True})


def test_a_server_that_was_asked_to_go_may_not(house):
    house.running.condition.leave()
    assert house.client().get("/ready").status_code == 503
    assert house.client().get("/health").status_code == 200, "it still runs"


def test_a_server_without_its_database_may_not(house, monkeypatch):
    monkeypatch.setattr(house.stores.events, "head", lambda _stream: 1 / 0)
    assert house.client().get("/ready").status_code == 503


def test_metrics_are_for_who_has_the_token(tmp_path):
    house = House(tmp_path, metrics="a long token for prometheus")
    exercise = house.open()
    city = house.sit(exercise, "city-hall")
    socket = house.socket(city, exercise)
    told = socket.emit("act", {"op": "op-no-such", "kind": "no.such", "fields": {}}, callback=True)
    assert told["code"] == "wire.malformed"
    assert house.client().get("/metrics").status_code == 404
    bearer = {"Authorization": "Bearer a long token for prometheus"}
    assert house.client().get("/metrics", headers={"Authorization": "Bearer another"}).status_code == 404
    text = house.client().get("/metrics", headers=bearer).text
    assert 'simulator_connections{page="seat"} 1.0' in text
    assert 'simulator_commands_total{outcome="wire.malformed"} 1.0' in text
    assert "simulator_command_seconds_bucket" in text
    assert exercise not in text, "no seminar is named"


def test_without_a_token_nothing_is_counted(house):
    assert house.client().get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_behind_a_proxy_limits_count_the_people_and_not_the_proxy(tmp_path):
    for proxies, refused in ((0, True), (1, False)):
        house = House(tmp_path, proxies=proxies)
        house.open()
        for i in range(31):
            last = house.client().get("/steer/enter?key=wrong", headers={"X-Forwarded-For": f"10.0.0.{i}"})
        assert ("too fast" in last.text) is refused
