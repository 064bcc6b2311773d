"""Facilitators, what they may steer, and the index of seminars, on SQLite or PostgreSQL."""

from __future__ import annotations

from sqlalchemy import Engine, Row, Update, delete, select, update
from sqlalchemy.exc import IntegrityError

from simulator.app.outside import Facilitator, Grant, SeminarEntry, Taken, Unknown, canonical_code
from simulator.store.engine import insert_if_absent, reader, upsert
from simulator.store.tables import FACILITATORS, GRANTS, SEMINARS


class SqlFacilitators:
    """The `Facilitators` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = reader(engine)
        self._dialect = engine.dialect.name

    def add(self, facilitator: Facilitator) -> None:
        values = {
            "facilitator_id": facilitator.facilitator_id,
            "token_hash": facilitator.token_hash,
            "created_at": facilitator.created_at,
            "display_name": facilitator.display_name,
        }
        with self._engine.begin() as connection:
            put = insert_if_absent(FACILITATORS, self._dialect).values(values)
            added = connection.execute(put).rowcount == 1
        if not added and self.find(facilitator.facilitator_id) != facilitator:
            raise Taken("facilitator", facilitator.facilitator_id)

    def find(self, facilitator_id: str) -> Facilitator | None:
        query = select(FACILITATORS).where(FACILITATORS.c.facilitator_id == facilitator_id)
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        return _facilitator(row) if row else None

    def find_by_token(self, token_hash: str) -> Facilitator | None:
        query = select(FACILITATORS).where(FACILITATORS.c.token_hash == token_hash)
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        return _facilitator(row) if row else None

    def everyone(self) -> tuple[Facilitator, ...]:
        query = select(FACILITATORS).order_by(FACILITATORS.c.created_at, FACILITATORS.c.facilitator_id)
        with self._reader.connect() as connection:
            return tuple(_facilitator(row) for row in connection.execute(query))

    def replace_token(self, facilitator_id: str, token_hash: str) -> None:
        change = (
            update(FACILITATORS)
            .where(FACILITATORS.c.facilitator_id == facilitator_id)
            .values(token_hash=token_hash)
        )
        if not _change(self._engine, change, "token", facilitator_id):
            raise Unknown("facilitator", facilitator_id)

    def rename(self, facilitator_id: str, display_name: str) -> None:
        one = FACILITATORS.c.facilitator_id == facilitator_id
        change = update(FACILITATORS).where(one).values(display_name=display_name)
        if not _change(self._engine, change, "facilitator", facilitator_id):
            raise Unknown("facilitator", facilitator_id)

    def remove(self, facilitator_id: str) -> bool:
        gone = delete(FACILITATORS).where(FACILITATORS.c.facilitator_id == facilitator_id)
        with self._engine.begin() as connection:
            return connection.execute(gone).rowcount == 1

    def allow(self, seminar_id: str, facilitator_id: str, role: str) -> None:
        put = upsert(GRANTS, self._dialect).values(
            seminar_id=seminar_id, facilitator_id=facilitator_id, role=role
        )
        put = put.on_conflict_do_update(index_elements=list(GRANTS.primary_key), set_={"role": role})
        try:
            with self._engine.begin() as connection:
                connection.execute(put)
        except IntegrityError as error:
            raise Unknown("facilitator", facilitator_id) from error

    def withdraw(self, seminar_id: str, facilitator_id: str) -> bool:
        gone = delete(GRANTS).where(
            GRANTS.c.seminar_id == seminar_id, GRANTS.c.facilitator_id == facilitator_id
        )
        with self._engine.begin() as connection:
            return connection.execute(gone).rowcount == 1

    def role(self, seminar_id: str, facilitator_id: str) -> str | None:
        query = select(GRANTS.c.role).where(
            GRANTS.c.seminar_id == seminar_id, GRANTS.c.facilitator_id == facilitator_id
        )
        with self._reader.connect() as connection:
            return connection.execute(query).scalar()

    def of_seminar(self, seminar_id: str) -> tuple[Grant, ...]:
        with self._reader.connect() as connection:
            rows = connection.execute(select(GRANTS).where(GRANTS.c.seminar_id == seminar_id)).all()
        return tuple(sorted((_grant(row) for row in rows), key=lambda grant: grant.facilitator_id))

    def of_facilitator(self, facilitator_id: str) -> tuple[Grant, ...]:
        with self._reader.connect() as connection:
            rows = connection.execute(select(GRANTS).where(GRANTS.c.facilitator_id == facilitator_id)).all()
        return tuple(sorted((_grant(row) for row in rows), key=lambda grant: grant.seminar_id))


class SqlSeminarIndex:
    """The `SeminarIndex` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = reader(engine)
        self._dialect = engine.dialect.name

    def add(self, entry: SeminarEntry) -> None:
        code = canonical_code(entry.join_code)
        entry = SeminarEntry(entry.seminar_id, code, entry.title, entry.created_at, entry.archived_at)
        values = {
            "seminar_id": entry.seminar_id,
            "join_code": entry.join_code,
            "title": entry.title,
            "created_at": entry.created_at,
            "archived_at": entry.archived_at,
        }
        with self._engine.begin() as connection:
            added = connection.execute(insert_if_absent(SEMINARS, self._dialect).values(values)).rowcount == 1
        if not added:
            found = self.find(entry.seminar_id)
            if found is None:
                raise Taken("join_code", code)
            if found != entry:
                raise Taken("seminar", entry.seminar_id)

    def find(self, seminar_id: str) -> SeminarEntry | None:
        with self._reader.connect() as connection:
            row = connection.execute(select(SEMINARS).where(SEMINARS.c.seminar_id == seminar_id)).first()
        return _entry(row) if row else None

    def find_by_code(self, join_code: str) -> SeminarEntry | None:
        query = select(SEMINARS).where(SEMINARS.c.join_code == canonical_code(join_code))
        with self._reader.connect() as connection:
            row = connection.execute(query).first()
        return _entry(row) if row else None

    def rename(self, seminar_id: str, title: str) -> None:
        self._alter(seminar_id, title=title)

    def change_code(self, seminar_id: str, join_code: str) -> None:
        self._alter(seminar_id, join_code=canonical_code(join_code))

    def archive(self, seminar_id: str, at: int | None) -> None:
        self._alter(seminar_id, archived_at=at)

    def entries(self, *, archived: bool = False) -> tuple[SeminarEntry, ...]:
        put_away = SEMINARS.c.archived_at.is_not(None) if archived else SEMINARS.c.archived_at.is_(None)
        query = select(SEMINARS).where(put_away).order_by(SEMINARS.c.created_at.desc(), SEMINARS.c.seminar_id)
        with self._reader.connect() as connection:
            return tuple(_entry(row) for row in connection.execute(query))

    def _alter(self, seminar_id: str, **values: object) -> None:
        change = update(SEMINARS).where(SEMINARS.c.seminar_id == seminar_id).values(**values)
        if not _change(self._engine, change, "join_code", seminar_id):
            raise Unknown("seminar", seminar_id)


def _change(engine: Engine, change: Update, unique: str, key: str) -> bool:
    """Whether a row was changed; raises `Taken` when `unique` belongs to another."""
    try:
        with engine.begin() as connection:
            return connection.execute(change).rowcount == 1
    except IntegrityError as error:
        raise Taken(unique, key) from error


def _facilitator(row: Row[*tuple[object, ...]]) -> Facilitator:
    return Facilitator(row.facilitator_id, row.token_hash, row.created_at, row.display_name)


def _grant(row: Row[*tuple[object, ...]]) -> Grant:
    return Grant(row.seminar_id, row.facilitator_id, row.role)


def _entry(row: Row[*tuple[object, ...]]) -> SeminarEntry:
    return SeminarEntry(row.seminar_id, row.join_code, row.title, row.created_at, row.archived_at)
