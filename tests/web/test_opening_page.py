"""The evening before: the opening form with everything it asks for, logos that are pictures, templates."""

import re
import struct
import zlib
from io import BytesIO

import pytest

from simulator.app.images import LARGEST
from simulator.app.seminar_templates import MOST
from simulator.core.ids import SeminarId
from simulator.web.identity import WALL
from tests.support.house import ORIGIN, House

FIELDS = {
    "scenario": "first-table",
    "title": "Elm evening",
    "minutes": "90",
    "begins": "13:30",
    "people": "6",
}
DAY = 86_400_000


def chunk(name, body):
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(width=4, height=2, secret=b""):
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    text = chunk(b"tEXt", secret) if secret else b""
    data = zlib.compress(b"".join(b"\0" + bytes(width) for _ in range(min(height, 9))))
    return b"\x89PNG\r\n\x1a\n" + head + text + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def desk(tmp_path):
    house = House(tmp_path)
    house.open()
    return house, house.client(house.staff())


def post(client, address, **data):
    return client.post(address, data=data, headers=ORIGIN)


def opened(client, **data):
    answer = post(client, "/steer/new", **{**FIELDS, **data})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"].rpartition("/")[2]


def picture(data, name="logo.png"):
    return (BytesIO(data), name)


def images(text):
    return re.findall(r'src="(/(?:steer/)?logo/[^"]+)"', text)


# --- logo and credits


def test_a_logo_and_credits_stand_on_the_wall_where_people_join_and_on_paper(desk):
    house, client = desk
    room = opened(
        client, logo=picture(png(secret=b"Comment\0at home")), credits="  Held by  the Elm Institute "
    )
    state = house.simulator.exercise(room)
    entry = house.services.stores.seminars.find(state.seminar)
    wall = client.get(f"/wall/{house.services.identities.link(WALL, room)}").text
    assert f'<p class="lobby__title">{entry.title}</p>' in wall
    (address,) = images(wall)
    shown = [
        wall,
        client.get(f"/s/{entry.join_code}").text,
        *(client.get(f"/steer/{room}/kit/{sheet}").text for sheet in ("form", "tents", "door", "script")),
        client.get(f"/steer/{room}/cards").text,
    ]
    assert all(address in page and "Held by the Elm Institute" in page for page in shown)
    assert address in client.get(f"/?code={entry.shown_code}").text
    assert "/logo/" not in client.get("/?code=ZZZZ-99").text
    served = client.get(address)
    assert served.headers["Content-Type"] == "image/png"
    assert "sandbox" in served.headers["Content-Security-Policy"]
    assert served.headers["X-Content-Type-Options"] == "nosniff"
    assert b"at home" not in served.data
    assert served.data.startswith(b"\x89PNG")
    assert client.get(address[:-1] + "x").status_code == 404
    assert client.get("/logo/nowhere/" + address.rpartition("/")[2]).status_code == 404
    like = post(client, f"/steer/{room}/again").headers["Location"].rpartition("/")[2]
    again = house.services.branding(house.simulator.exercise(like).seminar)
    assert (again.credits, bool(again.logo)) == ("Held by the Elm Institute", True)


def test_certificates_carry_both(desk):
    house, client = desk
    room = opened(client, logo=picture(png()), credits="Held by Elm")
    visitor = house.client()
    entry = house.services.stores.seminars.find(house.simulator.exercise(room).seminar)
    answer = post(visitor, f"/s/{entry.join_code}/claim", name="Ana", room=room, seat="city-hall")
    assert answer.status_code == 303
    house.clock.at += 10 * 60_000
    page = client.get(f"/steer/{room}/after/certificates").text
    assert ("certificate__name" in page) == ("certificate__credits" in page)
    assert "Held by Elm" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"<svg onload='alert(1)'/>", "no PNG or JPEG"), (b"GIF89a", "no PNG or JPEG"),
     (b"\x89PNG\r\n\x1a\nrubbish that is long enough", "damaged"), (png()[:-6], "damaged"),
     (b"\xff\xd8 no picture", "damaged"), (png(9000, 1), "4000 pixels"),
     (png() + bytes(LARGEST), "300 kB")],
)  # fmt: skip
def test_what_is_no_fitting_picture_gets_a_sentence_and_what_was_typed_stays(desk, data, says):
    _, client = desk
    answer = post(client, "/steer/new", **FIELDS, logo=picture(data), credits="Held by Elm", days="30")
    assert answer.status_code == 200
    assert says in answer.text
    assert all(f'value="{kept}"' in answer.text for kept in ("Elm evening", "Held by Elm", "30", "90"))


def test_a_logo_stays_while_the_steps_are_looked_at_and_can_be_left_out(desk):
    house, client = desk
    seen = post(client, "/steer/new", **FIELDS, logo=picture(png()), do="look").text
    (address,) = images(seen)
    kept = re.search(r'name="logo_kept" value="(\w+)"', seen)[1]
    assert client.get(address).data.startswith(b"\x89PNG")
    room = opened(client, logo_kept=kept)
    assert house.services.branding(house.simulator.exercise(room).seminar).logo == kept
    without = opened(client, logo_kept=kept, logo_off="1")
    assert house.services.branding(house.simulator.exercise(without).seminar).logo == ""
    # another picture takes its place, and nobody has the first any more
    post(client, "/steer/new", **FIELDS, logo=picture(png(8, 8)), do="look")
    assert client.get(address).status_code == 404
    assert "no longer here" in post(client, "/steer/new", **FIELDS, logo_kept=kept).text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"days": "0"}, "how many days"),
        ({"days": "4000"}, "how many days"),
        ({"credits": "x" * 121}, "120 fit"),
    ],
)
def test_bad_choices_get_a_sentence(desk, wrong, says):
    _, client = desk
    answer = post(client, "/steer/new", **FIELDS, **wrong)
    assert says in answer.text
    assert 'value="Elm evening"' in answer.text


def test_names_go_on_the_day_that_was_chosen(desk):
    house, client = desk
    room = opened(client, days="30")
    entry = house.services.stores.seminars.find(house.simulator.exercise(room).seminar)
    assert house.services.after.retention.kept(entry).until == entry.created_at + 30 * DAY
    like = post(client, f"/steer/{room}/again").headers["Location"].rpartition("/")[2]
    other = house.services.stores.seminars.find(house.simulator.exercise(like).seminar)
    assert house.services.after.retention.kept(other).until == other.created_at + 30 * DAY


# --- templates


def kept(client, name="Half an evening", **data):
    page = post(client, "/steer/new", **{**FIELDS, **data}, do="keep", template_name=name).text
    found = re.search(r'name="template" value="(\w+)"', page)
    return page, found[1] if found else ""


def test_choices_are_kept_and_a_seminar_opens_from_them(desk):
    house, client = desk
    page, template = kept(
        client, out="arrive", help="points", days="30", credits="Held by Elm", logo=picture(png())
    )
    assert "is kept as a template" in page
    assert 'value="Elm evening"' in page
    again = client.get(f"/steer/?from={template}").text
    assert all(f'value="{v}"' in again for v in ("Elm evening", "13:30", "90", "30", "Held by Elm"))
    assert re.search(r'name="people"[^>]*value=""', again)
    assert re.search(r'name="out" value="arrive" checked', again)
    logo = re.search(r'name="logo_kept" value="(\w+)"', again)[1]
    room = opened(client, template=template, people="", cast="6", out="arrive", help="points", logo_kept=logo)
    state = house.simulator.exercise(room)
    assert (state.help, state.agenda.out, state.cast) == ("points", ("arrive",), 6)
    assert sum(s.minutes for s in state.steps) == 90


def test_a_seminar_is_kept_with_its_very_minutes(desk):
    house, client = desk
    room = opened(client, credits="Held by Elm", logo=picture(png()))
    state = house.simulator.exercise(room)
    second, third = state.steps[1].id, state.steps[2].id
    lengths = {f"length:{s.id}": str(s.minutes) for s in state.steps}
    lengths |= {f"length:{second}": "3", f"length:{third}": "40"}
    post(client, f"/steer/{room}/agenda", **lengths)
    answer = post(client, f"/steer/{room}/template", name="My order")
    assert answer.status_code == 303
    page = client.get("/steer/").text
    template = re.search(r'href="/steer/\?from=(\w+)', page)[1]
    total = sum(s.minutes for s in house.simulator.exercise(room).steps)
    like = opened(client, template=template, minutes=str(total))
    assert house.simulator.exercise(like).minutes_of(third) == 40
    # another running time fits every step anew
    other = opened(client, template=template, minutes="70")
    assert house.simulator.exercise(other).minutes_of(third) != 40
    assert "is kept as a template" in page
    assert post(client, f"/steer/{room}/template", name="").status_code == 303
    assert "no name yet" in client.get("/steer/").text


def test_templates_are_renamed_and_deleted_and_belong_to_one_facilitator(desk):
    house, client = desk
    _, one = kept(client, "One")
    assert "no name yet" in kept(client, " ")[0]
    assert "of that name" in kept(client, "one")[0]
    assert "at most 60" in kept(client, "x" * 61)[0]
    post(client, "/steer/templates", template=one, name="Two", do="rename")
    assert ">Two<" in client.get("/steer/").text
    post(client, "/steer/templates", template="gone", name="Three", do="rename")
    assert "no longer there" in client.get("/steer/").text
    stranger = house.client(house.staff("f-second"))
    assert ">Two<" not in stranger.get("/steer/").text
    post(stranger, "/steer/templates", template=one, do="delete")
    post(client, "/steer/templates", template=one, do="delete")
    after = client.get("/steer/").text
    assert ">Two<" not in after
    assert 'id="templates"' not in after
    assert client.get(f"/steer/?from={one}").status_code == 200


def test_there_is_an_end_to_templates(desk):
    _, client = desk
    for n in range(MOST):
        assert kept(client, f"Number {n}")[1]
    assert "forty templates" in kept(client, "One more")[0]


def test_a_template_of_a_scenario_that_is_gone_can_only_be_deleted(desk):
    house, client = desk
    _, template = kept(client)
    room = opened(client)
    scenarios = [s for s in house.services.scenarios() if s.id != "first-table"]
    object.__setattr__(house.services, "scenarios", lambda: tuple(scenarios))
    page = client.get(f"/steer/?from={template}").text
    assert "its scenario is not in the folder" in page
    post(client, f"/steer/{room}/template", name="Lost")
    assert "of this seminar is not in the folder" in client.get("/steer/").text


def test_what_is_erased_takes_logo_and_credits_along(desk):
    house, client = desk
    room = opened(client, logo=picture(png()), credits="Held by Elm")
    seminar = house.simulator.exercise(room).seminar
    address = f"/logo/{seminar}/{house.services.branding(seminar).logo}"
    assert client.get(address).status_code == 200
    house.services.after.retention.purge(house.services.stores.seminars.find(SeminarId(seminar)))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    ("people", "wanted", "rooms", "seats"),
    [("12", "1", 1, 6), ("12", "3", 3, 4), ("12", "2", 2, 6), ("5", "1", 1, 6)],
)
def test_people_are_spread_over_at_least_as_many_rooms_as_are_asked_for(desk, people, wanted, rooms, seats):
    house, client = desk
    room = opened(client, people=people, rooms=wanted)
    found = house.simulator.seminar(house.simulator.exercise(room).seminar).rooms
    assert (len(found), len(house.simulator.exercise(room).seats)) == (rooms, seats)
