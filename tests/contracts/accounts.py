"""What every adapter of the small ports promises. Subclasses supply `stores`."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from simulator.app.ports import (
    Conflict,
    Facilitator,
    Grant,
    Login,
    Note,
    Person,
    RulebookEntry,
    SeminarEntry,
    StoredRulebook,
    Stores,
    Taken,
    Unknown,
)

ANA = Person("p1", "s1", "Ana Öz", 20, "hash-of-a-word")
BO = Person("p2", "s1", "Bo", 10)
OWNER = Facilitator("f1", "hash-1", 5, "Kim")
SPRING = SeminarEntry("s1", "BRK7QM", "Spring", 10)


class PeopleContract:
    def test_people_are_found_by_id_and_listed_in_the_order_they_came(self, stores: Stores) -> None:
        for person in (ANA, BO, Person("p3", "s2", "Cy", 1)):
            stores.people.add(person)
        assert stores.people.find("p1") == ANA
        assert stores.people.find("nobody") is None
        assert stores.people.of_seminar("s1") == (BO, ANA)

    def test_the_same_person_added_again_changes_nothing_and_another_is_refused(self, stores: Stores) -> None:
        stores.people.add(ANA)
        stores.people.add(ANA)
        with pytest.raises(Taken):
            stores.people.add(replace(ANA, seminar_id="s2"))
        assert stores.people.of_seminar("s1") == (ANA,)

    def test_a_person_comes_back_by_the_resume_key_of_their_seminar(self, stores: Stores) -> None:
        stores.people.add(ANA)
        stores.people.add(BO)
        assert stores.people.find_by_resume("s1", "hash-of-a-word") == ANA
        assert stores.people.find_by_resume("s2", "hash-of-a-word") is None
        assert stores.people.find_by_resume("s1", "") is None
        stores.people.add(replace(ANA, person_id="p9", seminar_id="s2"))

    def test_a_resume_key_belongs_to_one_person_of_a_seminar(self, stores: Stores) -> None:
        stores.people.add(ANA)
        stores.people.add(BO)
        with pytest.raises(Taken):
            stores.people.set_resume("p2", "hash-of-a-word")
        with pytest.raises(Taken):
            stores.people.add(Person("p3", "s1", "Cy", 1, "hash-of-a-word"))
        stores.people.set_resume("p1", "")
        stores.people.set_resume("p2", "hash-of-a-word")
        stores.people.set_resume("p2", "hash-of-a-word")
        assert stores.people.find_by_resume("s1", "hash-of-a-word") == replace(
            BO, resume_key="hash-of-a-word"
        )
        with pytest.raises(Unknown):
            stores.people.set_resume("nobody", "x")

    def test_a_person_is_renamed(self, stores: Stores) -> None:
        stores.people.add(ANA)
        stores.people.rename("p1", "Anna")
        assert stores.people.find("p1") == replace(ANA, display_name="Anna")
        with pytest.raises(Unknown):
            stores.people.rename("nobody", "x")

    def test_an_erased_person_is_gone(self, stores: Stores) -> None:
        for person in (ANA, BO, Person("p3", "s2", "Cy", 1)):
            stores.people.add(person)
        assert stores.people.erase("p1")
        assert not stores.people.erase("p1")
        assert stores.people.find("p1") is None
        assert stores.people.erase_seminar("s1") == 1
        assert stores.people.of_seminar("s1") == ()
        assert stores.people.find("p3") is not None


class NotesContract:
    def test_a_sheet_counts_its_writes_and_the_last_one_is_kept(self, stores: Stores) -> None:
        first = stores.notes.write("ex/a", "seat-1", "draft", at=1)
        assert first == Note("ex/a", "seat-1", "", "notes", "draft", 1, 1)
        assert stores.notes.write("ex/a", "seat-1", "", at=2).version == 2
        assert stores.notes.find("ex/a", "seat-1") == Note("ex/a", "seat-1", "", "notes", "", 2, 2)
        assert stores.notes.find("ex/a", "seat-2") is None

    def test_a_writer_who_has_not_seen_the_newest_text_overwrites_nothing(self, stores: Stores) -> None:
        stores.notes.write("ex/a", "seat-1", "one", at=1, seen=0)
        stores.notes.write("ex/a", "seat-1", "two", at=2, seen=1)
        for stale in (0, 1, 3):
            with pytest.raises(Conflict) as caught:
                stores.notes.write("ex/a", "seat-1", "lost", at=3, seen=stale)
            assert (caught.value.expected, caught.value.actual) == (stale, 2)
        with pytest.raises(Conflict):
            stores.notes.write("ex/a", "seat-2", "never there", at=3, seen=1)
        found = stores.notes.find("ex/a", "seat-1")
        assert found is not None
        assert found.text == "two"

    def test_sheets_are_kept_apart_by_seat_person_and_name(self, stores: Stores) -> None:
        stores.notes.write("ex/a", "seat-1", "shared", at=1)
        stores.notes.write("ex/a", "seat-1", "ana's", at=1, person_id="p1")
        stores.notes.write("ex/a", "seat-1", "worksheet", at=1, sheet="batna")
        stores.notes.write("ex/a", "seat-2", "other seat", at=1)
        stores.notes.write("ex/b", "seat-1", "other room", at=1)
        assert [note.text for note in stores.notes.of_seat("ex/a", "seat-1")] == [
            "worksheet",
            "shared",
            "ana's",
        ]
        found = stores.notes.find("ex/a", "seat-1", person_id="p1")
        assert found is not None
        assert found.text == "ana's"

    def test_notes_are_erased_by_person_or_by_stream(self, stores: Stores) -> None:
        stores.notes.write("ex/a", "seat-1", "shared", at=1)
        stores.notes.write("ex/a", "seat-1", "ana's", at=1, person_id="p1")
        stores.notes.write("ex/b", "seat-1", "ana's", at=1, person_id="p1")
        assert stores.notes.erase_person("") == 0
        assert stores.notes.erase_person("p1") == 2
        assert stores.notes.erase_stream("ex/a") == 1
        assert stores.notes.of_seat("ex/a", "seat-1") == ()


class RulebooksContract:
    def test_a_rulebook_comes_back_by_its_hash_byte_for_byte(self, stores: Stores) -> None:
        stores.rulebooks.put("h1", '{"t":"Straße ✓"}', title="Alder Basin", at=1)
        stores.rulebooks.put("h1", '{"t":"Straße ✓"}', title="again", at=9)
        assert stores.rulebooks.find("h1") == StoredRulebook("h1", "Alder Basin", 1, '{"t":"Straße ✓"}')
        assert stores.rulebooks.find("h2") is None

    def test_another_text_under_a_used_hash_is_refused(self, stores: Stores) -> None:
        stores.rulebooks.put("h1", "{}", title="a", at=1)
        with pytest.raises(Taken):
            stores.rulebooks.put("h1", "[]", title="a", at=1)

    def test_rulebooks_are_listed_newest_first_without_their_text(self, stores: Stores) -> None:
        for number in (1, 3, 2):
            stores.rulebooks.put(f"h{number}", "{}", title=f"t{number}", at=number)
        assert stores.rulebooks.entries() == tuple(RulebookEntry(f"h{n}", f"t{n}", n) for n in (3, 2, 1))


class HeartbeatContract:
    def test_the_last_beat_wins(self, stores: Stores) -> None:
        assert stores.heartbeat.last("clock") is None
        for at in (1_800_000_000_000, 1_800_000_001_000, 1_800_000_000_500):
            stores.heartbeat.beat("clock", at)
        stores.heartbeat.beat("other", 1)
        assert stores.heartbeat.last("clock") == 1_800_000_000_500

    def test_a_beat_is_taken_once_in_its_time(self, stores: Stores) -> None:
        assert stores.heartbeat.take("players", 10_000, 900)
        assert not stores.heartbeat.take("players", 10_500, 900)
        assert not stores.heartbeat.take("players", 9_000, 900), (
            "a clock that is a little behind takes nothing"
        )
        assert stores.heartbeat.take("players", 10_900, 900)
        assert stores.heartbeat.last("players") == 10_900
        assert stores.heartbeat.take("others", 10_900, 900)

    def test_a_clock_that_was_set_back_by_an_hour_keeps_nobody_for_an_hour(self, stores: Stores) -> None:
        assert stores.heartbeat.take("players", 3_610_000, 900)
        assert stores.heartbeat.take("players", 10_000, 900)
        assert not stores.heartbeat.take("players", 10_500, 900)

    def test_of_many_who_ask_at_once_one_takes_the_beat(self, stores: Stores) -> None:
        with ThreadPoolExecutor(8) as pool:
            taken = list(pool.map(lambda _: stores.heartbeat.take("players", 10_000, 900), range(24)))
        assert sum(taken) == 1


class LoginsContract:
    def test_a_login_is_found_by_name_and_by_whose_it_is(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        assert stores.logins.find("ana") is None
        ana = Login("ana", "f1", "hash", 5)
        stores.logins.put(ana)
        assert stores.logins.find("ana") == stores.logins.of("f1") == ana
        other = Login("ana maria", "f1", "another hash", 6)
        stores.logins.put(other)
        assert stores.logins.find("ana") is None
        assert stores.logins.of("f1") == other

    def test_a_name_is_one_facilitator_s(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        stores.facilitators.add(Facilitator("f2", "hash-2", 1))
        stores.logins.put(Login("ana", "f1", "hash", 5))
        with pytest.raises(Taken):
            stores.logins.put(Login("ana", "f2", "hash", 5))
        assert stores.logins.of("f2") is None
        with pytest.raises(Unknown):
            stores.logins.put(Login("bo", "nobody", "hash", 5))

    def test_a_login_goes_with_its_facilitator(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        stores.logins.put(Login("ana", "f1", "hash", 5))
        stores.facilitators.remove("f1")
        assert stores.logins.find("ana") is None


class FacilitatorsContract:
    def test_a_facilitator_is_found_by_id_and_by_token(self, stores: Stores) -> None:
        assert stores.facilitators.everyone() == ()
        stores.facilitators.add(OWNER)
        stores.facilitators.add(OWNER)
        assert stores.facilitators.find("f1") == OWNER
        assert stores.facilitators.find_by_token("hash-1") == OWNER
        assert stores.facilitators.find_by_token("hash-2") is None
        stores.facilitators.add(Facilitator("f2", "hash-2", 1))
        assert [one.facilitator_id for one in stores.facilitators.everyone()] == ["f2", "f1"]

    def test_a_used_id_or_token_is_refused(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        for twin in (replace(OWNER, token_hash="hash-2"), replace(OWNER, facilitator_id="f2")):
            with pytest.raises(Taken):
                stores.facilitators.add(twin)

    def test_a_replaced_token_opens_nothing_any_more(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        stores.facilitators.add(Facilitator("f2", "hash-2", 1))
        stores.facilitators.replace_token("f1", "hash-3")
        assert stores.facilitators.find_by_token("hash-1") is None
        assert stores.facilitators.find_by_token("hash-3") == replace(OWNER, token_hash="hash-3")
        with pytest.raises(Taken):
            stores.facilitators.replace_token("f1", "hash-2")
        with pytest.raises(Unknown):
            stores.facilitators.replace_token("f9", "hash-9")

    def test_a_facilitator_is_called_something_else(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        stores.facilitators.rename("f1", "Ana Ruiz")
        assert stores.facilitators.find("f1") == replace(OWNER, display_name="Ana Ruiz")
        with pytest.raises(Unknown):
            stores.facilitators.rename("f9", "Nobody")

    def test_a_role_is_given_changed_and_withdrawn(self, stores: Stores) -> None:
        for one in (OWNER, Facilitator("f2", "hash-2", 6)):
            stores.facilitators.add(one)
        stores.facilitators.allow("s1", "f1", "owner")
        stores.facilitators.allow("s1", "f2", "owner")
        stores.facilitators.allow("s1", "f2", "assistant")
        stores.facilitators.allow("s2", "f1", "owner")
        assert stores.facilitators.role("s1", "f2") == "assistant"
        assert stores.facilitators.role("s2", "f2") is None
        assert stores.facilitators.of_seminar("s1") == (
            Grant("s1", "f1", "owner"),
            Grant("s1", "f2", "assistant"),
        )
        assert stores.facilitators.of_facilitator("f1") == (
            Grant("s1", "f1", "owner"),
            Grant("s2", "f1", "owner"),
        )
        assert stores.facilitators.withdraw("s1", "f2")
        assert not stores.facilitators.withdraw("s1", "f2")
        assert stores.facilitators.role("s1", "f2") is None

    def test_a_role_for_nobody_is_refused(self, stores: Stores) -> None:
        with pytest.raises(Unknown):
            stores.facilitators.allow("s1", "f9", "owner")

    def test_removing_a_facilitator_removes_every_role(self, stores: Stores) -> None:
        stores.facilitators.add(OWNER)
        stores.facilitators.allow("s1", "f1", "owner")
        assert stores.facilitators.remove("f1")
        assert not stores.facilitators.remove("f1")
        assert stores.facilitators.role("s1", "f1") is None
        assert stores.facilitators.of_seminar("s1") == ()


class SeminarIndexContract:
    def test_a_seminar_is_found_by_its_code_however_it_is_typed(self, stores: Stores) -> None:
        stores.seminars.add(replace(SPRING, join_code=" brk-7qm"))
        assert stores.seminars.find("s1") == SPRING
        for typed in ("BRK7QM", "brk7qm", "brk 7qm", " BRK-7QM "):
            assert stores.seminars.find_by_code(typed) == SPRING
        assert stores.seminars.find_by_code("XXXXXX") is None
        assert stores.seminars.find("s9") is None

    def test_a_join_code_belongs_to_one_seminar(self, stores: Stores) -> None:
        stores.seminars.add(SPRING)
        stores.seminars.add(SPRING)
        with pytest.raises(Taken) as caught:
            stores.seminars.add(SeminarEntry("s2", "brk7qm", "Fall", 1))
        assert caught.value.what == "join_code"
        with pytest.raises(Taken) as caught:
            stores.seminars.add(replace(SPRING, title="Fall"))
        assert caught.value.what == "seminar"
        stores.seminars.add(SeminarEntry("s2", "ZZZZZZ", "Fall", 1))
        with pytest.raises(Taken):
            stores.seminars.change_code("s2", "brk7qm")
        stores.seminars.change_code("s2", "yyy-yyy")
        assert stores.seminars.find_by_code("YYYYYY") == SeminarEntry("s2", "YYYYYY", "Fall", 1)
        assert stores.seminars.find_by_code("ZZZZZZ") is None

    def test_a_seminar_is_renamed_archived_and_taken_out_again(self, stores: Stores) -> None:
        stores.seminars.add(SPRING)
        stores.seminars.add(SeminarEntry("s2", "ZZZZZZ", "Fall", 11))
        stores.seminars.rename("s1", "Spring 2")
        assert [entry.title for entry in stores.seminars.entries()] == ["Fall", "Spring 2"]
        stores.seminars.archive("s2", 99)
        assert [entry.seminar_id for entry in stores.seminars.entries()] == ["s1"]
        assert [entry.archived_at for entry in stores.seminars.entries(archived=True)] == [99]
        stores.seminars.archive("s2", None)
        assert stores.seminars.entries(archived=True) == ()

    def test_what_is_not_there_cannot_be_changed(self, stores: Stores) -> None:
        for change in (
            lambda: stores.seminars.rename("s9", "x"),
            lambda: stores.seminars.change_code("s9", "x"),
            lambda: stores.seminars.archive("s9", 1),
        ):
            with pytest.raises(Unknown):
                change()


class AccountsContract(
    PeopleContract,
    NotesContract,
    RulebooksContract,
    HeartbeatContract,
    FacilitatorsContract,
    LoginsContract,
    SeminarIndexContract,
):
    """All small ports at once: an adapter brings all of them or none."""
