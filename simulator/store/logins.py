"""Names and passwords of facilitators, on SQLite or PostgreSQL and in memory."""

from __future__ import annotations

import threading

from sqlalchemy import ColumnElement, Engine, select
from sqlalchemy.exc import IntegrityError

from simulator.app.outside import Facilitators, Login, Taken, Unknown
from simulator.store.engine import reader, upsert
from simulator.store.tables import FACILITATORS, LOGINS


class SqlLogins:
    """The `Logins` port."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._reader, self._dialect = engine, reader(engine), engine.dialect.name

    def put(self, login: Login) -> None:
        values = {
            "facilitator_id": login.facilitator_id, "name": login.name, "password_hash": login.password_hash,
            "changed_at": login.changed_at,
        }  # fmt: skip
        row = upsert(LOGINS, self._dialect).values(values)
        row = row.on_conflict_do_update(index_elements=[LOGINS.c.facilitator_id], set_=values)
        known = select(FACILITATORS.c.facilitator_id).where(
            FACILITATORS.c.facilitator_id == login.facilitator_id
        )
        try:
            with self._engine.begin() as connection:
                if connection.execute(known).first() is None:
                    raise Unknown("facilitator", login.facilitator_id)
                connection.execute(row)
        except IntegrityError as error:
            raise Taken("login", login.name) from error

    def _one(self, where: ColumnElement[bool]) -> Login | None:
        with self._reader.connect() as connection:
            row = connection.execute(select(LOGINS).where(where)).first()
        return Login(row.name, row.facilitator_id, row.password_hash, row.changed_at) if row else None

    def find(self, name: str) -> Login | None:
        return self._one(LOGINS.c.name == name)

    def of(self, facilitator_id: str) -> Login | None:
        return self._one(LOGINS.c.facilitator_id == facilitator_id)


class MemoryLogins:
    """The `Logins` port."""

    def __init__(self, facilitators: Facilitators) -> None:
        self._facilitators = facilitators
        self._lock = threading.Lock()
        self._logins: dict[str, Login] = {}

    def _kept(self) -> dict[str, Login]:
        # who is removed takes their login along
        self._logins = {who: login for who, login in self._logins.items() if self._facilitators.find(who)}
        return self._logins

    def put(self, login: Login) -> None:
        with self._lock:
            if self._facilitators.find(login.facilitator_id) is None:
                raise Unknown("facilitator", login.facilitator_id)
            other = next((one for one in self._kept().values() if one.name == login.name), None)
            if other is not None and other.facilitator_id != login.facilitator_id:
                raise Taken("login", login.name)
            self._logins[login.facilitator_id] = login

    def find(self, name: str) -> Login | None:
        with self._lock:
            return next((one for one in self._kept().values() if one.name == name), None)

    def of(self, facilitator_id: str) -> Login | None:
        with self._lock:
            return self._kept().get(facilitator_id)
