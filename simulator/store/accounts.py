"""What lives outside the log, on SQLite or PostgreSQL: people, notes, rulebooks and the clock's heartbeat."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Engine, Insert, Row, Update, delete, or_, select, update
from sqlalchemy.exc import IntegrityError

from simulator.app.outside import AHEAD, Note, Person, RulebookEntry, StoredRulebook, Taken, Unknown
from simulator.app.ports import Conflict
from simulator.store.engine import insert_if_absent, reader, upsert
from simulator.store.tables import HEARTBEATS, NOTES, PEOPLE, RULEBOOKS


class _Adapter:
    """What every adapter here holds: an engine that writes in transactions and one that only reads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = reader(engine)
        self._dialect = engine.dialect.name


class SqlPeople(_Adapter):
    """The `People` port."""

    def add(self, person: Person) -> None:
        values = {
            "person_id": person.person_id,
            "seminar_id": person.seminar_id,
            "display_name": person.display_name,
            "created_at": person.created_at,
            "resume_key": person.resume_key or None,
        }
        with self._engine.begin() as connection:
            added = connection.execute(insert_if_absent(PEOPLE, self._dialect).values(values)).rowcount == 1
        if not added and self.find(person.person_id) != person:
            raise Taken("person", person.person_id)

    def find(self, person_id: str) -> Person | None:
        with self._reader.connect() as connection:
            row = connection.execute(select(PEOPLE).where(PEOPLE.c.person_id == person_id)).first()
        return _person(row) if row else None

    def find_by_resume(self, seminar_id: str, resume_key: str) -> Person | None:
        query = select(PEOPLE).where(PEOPLE.c.seminar_id == seminar_id, PEOPLE.c.resume_key == resume_key)
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        return _person(row) if row else None

    def of_seminar(self, seminar_id: str) -> tuple[Person, ...]:
        query = (
            select(PEOPLE)
            .where(PEOPLE.c.seminar_id == seminar_id)
            .order_by(PEOPLE.c.created_at, PEOPLE.c.person_id)
        )
        with self._reader.connect() as connection:
            return tuple(_person(row) for row in connection.execute(query))

    def rename(self, person_id: str, display_name: str) -> None:
        change = update(PEOPLE).where(PEOPLE.c.person_id == person_id).values(display_name=display_name)
        with self._engine.begin() as connection:
            changed = connection.execute(change).rowcount
        if not changed:
            raise Unknown("person", person_id)

    def set_resume(self, person_id: str, resume_key: str) -> None:
        change = update(PEOPLE).where(PEOPLE.c.person_id == person_id).values(resume_key=resume_key or None)
        try:
            with self._engine.begin() as connection:
                changed = connection.execute(change).rowcount
        except IntegrityError as error:
            raise Taken("resume_key", person_id) from error
        if not changed:
            raise Unknown("person", person_id)

    def erase(self, person_id: str) -> bool:
        with self._engine.begin() as connection:
            return connection.execute(delete(PEOPLE).where(PEOPLE.c.person_id == person_id)).rowcount == 1

    def erase_seminar(self, seminar_id: str) -> int:
        with self._engine.begin() as connection:
            return connection.execute(delete(PEOPLE).where(PEOPLE.c.seminar_id == seminar_id)).rowcount


def _person(row: Row[*tuple[object, ...]]) -> Person:
    return Person(row.person_id, row.seminar_id, row.display_name, row.created_at, row.resume_key or "")


class SqlNotes(_Adapter):
    """The `Notes` port."""

    def write(
        self,
        stream: str,
        seat: str,
        text: str,
        *,
        at: int,
        person_id: str = "",
        sheet: str = "notes",
        seen: int | None = None,
    ) -> Note:
        place = {"stream": stream, "seat": seat, "sheet": sheet, "person_id": person_id}
        with self._engine.begin() as connection:
            done = connection.execute(self._replacement(place, text, at, seen)).rowcount
            row = connection.execute(select(NOTES).where(*_at(place))).first()
        if done != 1 or row is None:
            raise Conflict(f"{stream}/{seat}/{sheet}", seen or 0, row.version if row else 0)
        return _note(row)

    def _replacement(self, place: dict[str, str], text: str, at: int, seen: int | None) -> Insert | Update:
        """Touches one row, or none if the writer had not seen the newest text."""
        first = {**place, "text": text, "version": 1, "updated_at": at}
        again = {"text": text, "version": NOTES.c.version + 1, "updated_at": at}
        if seen is None:
            return (
                upsert(NOTES, self._dialect)
                .values(first)
                .on_conflict_do_update(index_elements=list(NOTES.primary_key), set_=again)
            )
        if seen == 0:
            return insert_if_absent(NOTES, self._dialect).values(first)
        return update(NOTES).where(*_at(place), NOTES.c.version == seen).values(again)

    def find(self, stream: str, seat: str, *, person_id: str = "", sheet: str = "notes") -> Note | None:
        place = {"stream": stream, "seat": seat, "sheet": sheet, "person_id": person_id}
        with self._reader.connect() as connection:
            row = connection.execute(select(NOTES).where(*_at(place))).first()
        return _note(row) if row else None

    def of_seat(self, stream: str, seat: str) -> tuple[Note, ...]:
        query = select(NOTES).where(NOTES.c.stream == stream, NOTES.c.seat == seat)
        with self._reader.connect() as connection:
            found = [_note(row) for row in connection.execute(query)]
        return tuple(sorted(found, key=lambda note: (note.sheet, note.person_id)))

    def erase_person(self, person_id: str) -> int:
        if not person_id:  # the shared sheets belong to nobody
            return 0
        with self._engine.begin() as connection:
            return connection.execute(delete(NOTES).where(NOTES.c.person_id == person_id)).rowcount

    def erase_stream(self, stream: str) -> int:
        with self._engine.begin() as connection:
            return connection.execute(delete(NOTES).where(NOTES.c.stream == stream)).rowcount


def _at(place: dict[str, str]) -> list[ColumnElement[bool]]:
    return [NOTES.c[name] == value for name, value in place.items()]


def _note(row: Row[*tuple[object, ...]]) -> Note:
    return Note(row.stream, row.seat, row.person_id, row.sheet, row.text, row.version, row.updated_at)


class SqlRulebooks(_Adapter):
    """The `Rulebooks` port."""

    def put(self, hash: str, blob: str, *, title: str, at: int) -> None:
        values = {"hash": hash, "title": title, "created_at": at, "blob": blob}
        with self._engine.begin() as connection:
            added = (
                connection.execute(insert_if_absent(RULEBOOKS, self._dialect).values(values)).rowcount == 1
            )
        if not added:
            stored = self.find(hash)
            if stored is None or stored.blob != blob:
                raise Taken("rulebook", hash)

    def find(self, hash: str) -> StoredRulebook | None:
        with self._reader.connect() as connection:
            row = connection.execute(select(RULEBOOKS).where(RULEBOOKS.c.hash == hash)).first()
        return StoredRulebook(row.hash, row.title, row.created_at, row.blob) if row else None

    def entries(self) -> tuple[RulebookEntry, ...]:
        query = select(RULEBOOKS.c.hash, RULEBOOKS.c.title, RULEBOOKS.c.created_at)
        query = query.order_by(RULEBOOKS.c.created_at.desc(), RULEBOOKS.c.hash)
        with self._reader.connect() as connection:
            return tuple(
                RulebookEntry(row.hash, row.title, row.created_at) for row in connection.execute(query)
            )


class SqlHeartbeat(_Adapter):
    """The `Heartbeat` port."""

    def beat(self, name: str, at: int) -> None:
        put = upsert(HEARTBEATS, self._dialect).values(name=name, at=at)
        put = put.on_conflict_do_update(index_elements=[HEARTBEATS.c.name], set_={"at": at})
        with self._engine.begin() as connection:
            connection.execute(put)

    def last(self, name: str) -> int | None:
        with self._reader.connect() as connection:
            return connection.execute(select(HEARTBEATS.c.at).where(HEARTBEATS.c.name == name)).scalar()

    def take(self, name: str, at: int, every: int) -> bool:
        free = or_(HEARTBEATS.c.at <= at - every, HEARTBEATS.c.at > at + AHEAD)
        ours = update(HEARTBEATS).where(HEARTBEATS.c.name == name, free).values(at=at)
        first = insert_if_absent(HEARTBEATS, self._dialect).values(name=name, at=at)
        with self._engine.begin() as connection:
            return bool(connection.execute(ours).rowcount or connection.execute(first).rowcount)
