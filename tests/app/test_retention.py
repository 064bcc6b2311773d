"""Names and texts go at their date, at once, or for one person; on disk too; the log's chain verifies afterwards."""

import json

import pytest

from simulator.app.ports import Facilitator, Verified
from simulator.app.retention import DAY, USUAL_DAYS
from simulator.core.envelope import seat_audience
from simulator.core.ids import SeminarId, exercise_stream
from simulator.realtime.keeper import keep_dates
from simulator.store.engine import make_engine
from simulator.store.migrations import upgrade
from simulator.store.opening import open_sql
from simulator.web.pages.steer import key_hash
from tests.support.house import FACILITATOR, KEY, ORIGIN, START, House

SECRETS = (
    "Zebulon Quirk",
    "Zebulons letter",
    "Zebulons note",
    "Zebulons guest line",
    "Zebulons form",
    "Zebulons lesson",
)


@pytest.fixture
def disk(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/record.db")
    upgrade(engine)
    stores = open_sql(engine)
    stores.facilitators.add(Facilitator(FACILITATOR, key_hash(KEY), START, "Facilitator"))
    yield tmp_path, stores
    stores.events.close()
    engine.dispose()


class Evening:
    """A seminar in which one person leaves words in every place where words are kept."""

    def __init__(self, tmp_path, **options):
        house = self.house = House(tmp_path, **options)
        self.exercise = house.open()
        self.seminar = SeminarId(house.entry.seminar_id)
        guests = f"name;notes\n{SECRETS[0]};{SECRETS[3]}\nNever Came;nothing\n"
        staff = house.client(house.staff())
        staff.post(f"/steer/{self.exercise}/seats/guests", data={"text": guests}, headers=ORIGIN)
        self.zeb = house.sit(self.exercise, "vendors", name=SECRETS[0])
        self.bo = house.sit(self.exercise, "merchants", name="Bo Birch")
        me = next(g for g in house.services.guests.of(self.seminar).guests if g.name == SECRETS[0])
        house.services.guests.match(self.seminar, me.id, self.zeb.person)
        house.steer(self.exercise, "step.enter", step="deciding")
        self.says(self.zeb, SECRETS[1])
        self.says(self.bo, "Bo writes too")
        house.act(
            self.zeb,
            self.exercise,
            "stance.set",
            target="rule.majority",
            value="no",
            reason="Too few.",
            seen="1",
        )
        zeb = house.client(self.zeb)
        zeb.post(f"/x/{self.exercise}/note", data={"text": SECRETS[2]}, headers=ORIGIN)
        zeb.post(f"/x/{self.exercise}/sheet", data={"sheet": "walkaway", "text": SECRETS[5]}, headers=ORIGIN)
        house.services.after.evaluation.set_status(self.seminar, "open")
        zeb.post(
            f"/s/{house.entry.join_code}/evaluation", data={"home": SECRETS[4], "pace": "3"}, headers=ORIGIN
        )

    @property
    def retention(self):
        return self.house.services.after.retention

    @property
    def entry(self):
        return self.house.stores.seminars.find(self.seminar)

    def says(self, who, text):
        assert self.house.act(who, self.exercise, "message.send", channel="plenary", text=text)["ok"]

    def verifies(self):
        events = self.house.stores.events
        return all(isinstance(events.verify(s), Verified) for s in events.streams())

    def page(self, who):
        return self.house.client(who).get(f"/x/{self.exercise}").text


def on_disk(folder):
    held = b"".join(path.read_bytes() for path in folder.glob("record.db*"))
    assert held
    return [secret for secret in SECRETS if secret.encode() in held or json.dumps(secret).encode() in held]


def test_the_usual_date_is_ninety_days_after_opening_and_may_be_changed(tmp_path):
    evening = Evening(tmp_path)
    assert evening.retention.kept(evening.entry).until == evening.entry.created_at + USUAL_DAYS * DAY
    evening.retention.keep_until(evening.entry, evening.entry.created_at + 3 * DAY)
    evening.house.clock.at += 3 * DAY - 1
    assert evening.retention.purge_due() == 0
    evening.house.clock.at += 1
    assert evening.retention.purge_due() == 1
    assert evening.retention.purge_due() == 0
    assert evening.retention.kept(evening.entry).purged_at == evening.house.clock.at


def test_the_keeper_looks_at_the_start_and_again_after_a_failure():
    looks = []

    def purge_due():
        looks.append(len(looks))
        if len(looks) == 1:
            raise RuntimeError("the database is locked")
        return 1

    def sleep(_seconds):
        if len(looks) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_dates(purge_due, sleep)
    assert looks == [0, 1, 2]


def test_everything_goes_at_once_and_the_record_of_organizations_stays(tmp_path):
    evening = Evening(tmp_path)
    erased = evening.retention.purge(evening.entry)
    assert (erased.names, erased.messages) == (2, 2)
    house = evening.house
    assert house.simulator.archived(evening.seminar)
    assert house.stores.people.of_seminar(evening.seminar) == ()
    assert house.services.guests.of(evening.seminar).guests == ()
    assert house.stores.notes.of_seat(evening.exercise, "vendors") == ()
    state = house.simulator.exercise(evening.exercise)
    assert {m.text for talk in state.messages.values() for m in talk} == {""}
    assert state.version == house.stores.events.head(exercise_stream(evening.exercise))
    assert state.stances["rule.majority"]["vendors"].reason == "Too few."
    assert evening.verifies()
    again = House(tmp_path, stores=house.stores, clock=house.clock)
    assert again.simulator.exercise(evening.exercise).stances == state.stances
    form = house.services.after.evaluation.form(evening.seminar)
    assert form.status == "closed"
    assert house.services.after.evaluation.answered(evening.seminar) == 1


def test_a_crash_in_the_middle_is_made_good_by_the_next_look(tmp_path, monkeypatch):
    evening = Evening(tmp_path)
    evening.retention.keep_until(evening.entry, evening.house.clock.at)
    people = evening.house.stores.people

    def crash(_seminar):
        raise RuntimeError("kill -9")

    with monkeypatch.context() as patch:
        patch.setattr(people, "erase_seminar", crash)
        with pytest.raises(RuntimeError):
            evening.retention.purge_due()
    assert evening.retention.purge_due() == 1
    assert people.of_seminar(evening.seminar) == ()
    assert evening.retention.kept(evening.entry).purged_at
    assert evening.verifies()


def test_a_purged_seminar_leaves_no_word_in_the_files(disk):
    folder, stores = disk
    evening = Evening(folder, stores=stores)
    assert on_disk(folder) == list(SECRETS)
    evening.retention.purge(evening.entry)
    assert on_disk(folder) == []
    assert evening.verifies()


def test_one_person_leaves_no_word_in_the_files_and_everybody_else_stays(disk):
    folder, stores = disk
    evening = Evening(folder, stores=stores)
    (found,) = evening.retention.search(evening.entry, "zeb")
    assert (found.name, found.listed, found.notes, found.messages, found.spoken) == (
        SECRETS[0],
        True,
        2,
        1,
        1,
    )
    assert SECRETS[1] in evening.page(evening.bo)
    staff = evening.house.client(evening.house.staff())
    assert SECRETS[0] in staff.get(f"/steer/{evening.exercise}").text
    evening.house.another_at(evening.exercise, "vendors", "Cy Cole")
    house, before = evening.house, evening.house.simulator.exercise(evening.exercise)
    house.watch(evening.exercise, seat_audience("merchants"))
    house.sender.sent.clear()
    film = house.services.replays.film(evening.exercise)
    assert SECRETS[1] in [letter.text for _, letter in film.letters]
    erased = evening.retention.erase_person(evening.entry, found.key)
    assert (erased.names, erased.notes, erased.messages) == (1, 2, 1)
    # the replay forgets the words too, and every moment stays where bookmarks point to it
    again = house.services.replays.film(evening.exercise)
    assert SECRETS[1] not in [letter.text for _, letter in again.letters]
    assert [m.version for m in again.moments] == [m.version for m in film.moments]
    assert again.state == house.simulator.exercise(evening.exercise)
    # an answer to the form is nobody's: it cannot be found for one person, and it is told so
    assert on_disk(folder) == [SECRETS[4]]
    assert evening.verifies()
    after = house.simulator.exercise(evening.exercise)
    assert (after.version, after.public_version) == (before.version, before.public_version)
    # who looks at it sees the words go
    assert SECRETS[0] not in staff.get(f"/steer/{evening.exercise}").text
    told = [html for _, _, frame in house.sender.sent for _, _, _, html in frame["p"]]
    assert any("(erased)" in html for html in told)
    page = evening.page(evening.bo)
    assert SECRETS[1] not in page
    assert "Bo writes too" in page
    assert {p.display_name for p in stores.people.of_seminar(evening.seminar)} == {"Bo Birch", "Cy Cole"}
    assert [g.name for g in evening.house.services.guests.of(evening.seminar).guests] == ["Never Came"]
    assert evening.retention.search(evening.entry, "zeb") == ()
    assert evening.retention.erase_person(evening.entry, found.key) is None
    # the seat goes on: marks stay, and the next message is stored
    evening.says(evening.zeb, "Still here")
    assert (
        evening.house.simulator.exercise(evening.exercise).stances["rule.majority"]["vendors"].reason
        == "Too few."
    )
    staff = evening.house.client(evening.house.staff())
    assert "Somebody" in staff.get(f"/steer/{evening.exercise}/after/attendance").text


def test_a_guest_who_never_came_is_found_and_erased(tmp_path):
    evening = Evening(tmp_path)
    (found,) = evening.retention.search(evening.entry, "never")
    assert (found.person, found.listed) == (False, True)
    assert evening.retention.search(evening.entry, " ") == ()
    assert evening.retention.erase_person(evening.entry, found.key).names == 1
    assert evening.retention.search(evening.entry, "never") == ()


def test_people_of_another_seminar_are_neither_found_nor_erased(tmp_path):
    evening = Evening(tmp_path)
    first = evening.entry
    evening.house.open()
    second = evening.house.stores.seminars.find(evening.house.entry.seminar_id)
    assert evening.retention.search(second, "zeb") == ()
    assert evening.retention.erase_person(second, evening.zeb.person) is None
    assert len(evening.retention.search(first, "zeb")) == 1


def test_the_sentence_about_being_heard_goes_with_the_person_and_the_answer_stays(tmp_path):
    evening = Evening(tmp_path)
    house, room = evening.house, evening.exercise
    house.steer(room, "heard.ask")
    fields = {"round": "h1", "heard": "no", "note": "Zebulon was cut off."}
    assert house.act(evening.zeb, room, "heard.answer", **fields)["ok"]
    found = evening.retention.search(house.entry, "Zebulon")[0]
    before = house.simulator.exercise(room)
    gone = evening.retention.erase_person(house.entry, evening.zeb.person)
    assert gone.messages == found.messages
    after = house.simulator.exercise(room)
    answer = after.heard.rounds[-1].answers["vendors"]
    assert (answer.heard, answer.note) == ("no", "")
    assert after.version == before.version
    assert "cut off" not in str(list(house.stores.events.read(exercise_stream(room))))
    assert isinstance(house.stores.events.verify(exercise_stream(room)), Verified)


def test_a_call_for_help_and_its_answer_go_with_everything_and_the_call_with_its_person(tmp_path):
    evening = Evening(tmp_path)
    house, room = evening.house, evening.exercise
    assert house.act(evening.zeb, room, "help.ask", about="words", text="Zebulon lost his glasses")["ok"]
    assert house.steer(room, "help.reply", to="vendors", how="answer", text="They lie here, Zebulon")["ok"]
    log = exercise_stream(room)
    evening.retention.erase_person(house.entry, evening.zeb.person)
    assert "lost his glasses" not in str(list(house.stores.events.read(log)))
    assert "Zebulon lost" not in evening.page(evening.zeb)
    evening.retention.purge(house.entry)
    assert "They lie here" not in str(list(house.stores.events.read(log)))
    assert isinstance(house.stores.events.verify(log), Verified)
