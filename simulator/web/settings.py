"""Settings, read once from the environment (``SIMULATOR_*``) and handed down."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent.parent


SHORTEST_KEY = 12


class KeyUnsuitable(ValueError):
    """The server's key is too short to sign anything; the message says what to do."""


class Settings(BaseSettings):
    """What an operator may set. Everything has a default that suits one laptop in a room."""

    model_config = SettingsConfigDict(env_prefix="SIMULATOR_", frozen=True)

    host: str = Field("0.0.0.0", description="address to listen on")
    port: int = Field(8000, description="port to listen on")
    data: Path = Field(ROOT / "var", description="folder of the database and the server's key")
    cache: str = Field(
        "", description="folder of what can be made again; empty means `cache` in the data folder"
    )
    database: str = Field("", description="database URL; empty means SQLite in the data folder")
    scenarios: Path = Field(ROOT / "scenarios", description="folder of scenarios")
    public_url: str = Field(
        "", description="address people type, where it is not the one found on the network"
    )
    key: SecretStr = Field(
        SecretStr(""), description="signs cookies and phrases; empty makes one in the data folder"
    )
    async_mode: Literal["eventlet", "threading"] = Field("eventlet", description="how sockets are served")
    demo: str = Field(
        "alder-basin", description="scenario of the seminar that opens on first run; empty for none"
    )
    demo_cast: int = Field(48, description="seats of the demonstration")
    bot_pace: float = Field(1.0, description="seconds between two acts of parties played by rules")
    away_after: float = Field(15.0, description="seconds after which a closed laptop counts as away")

    redis: str = Field("", description="Redis URL, where several processes serve; empty for one process")
    process: int = Field(
        1, ge=1, description="which of several processes this is; the first prints the links"
    )

    proxies: int = Field(
        0, ge=0, description="proxies before the server whose X-Forwarded-For may be believed"
    )
    metrics: SecretStr = Field(
        SecretStr(""), description="token with which Prometheus reads /metrics; empty switches it off"
    )

    @property
    def several(self) -> bool:
        """Whether other processes may serve the same seminars."""
        return bool(self.redis) or self.process > 1

    def database_url(self) -> str:
        """The database to use."""
        return self.database or f"sqlite:///{self.data / 'simulator.db'}"

    def cache_folder(self) -> Path:
        """Where what can be made again is kept."""
        return Path(self.cache) if self.cache else self.data / "cache"

    def secret(self) -> bytes:
        """The server's key: set by the operator, or made once and kept in the data folder (mode 600)."""
        given = self.key.get_secret_value() or self._kept_key()
        if len(given) < SHORTEST_KEY:
            raise KeyUnsuitable(
                f"The key that signs cookies has {len(given)} characters; {SHORTEST_KEY} are the least. Set a longer "
                f"SIMULATOR_KEY, or delete {self.data / 'key'} and start again (people then join anew)."
            )
        return given.encode()

    def _kept_key(self) -> str:
        path = self.data / "key"
        if not path.exists():
            self.data.mkdir(parents=True, exist_ok=True)
            # whole or not at all: half a key, read by another process, would sign cookies that anybody can forge
            fresh = path.with_name(f"key.{secrets.token_hex(4)}")
            fresh.touch(mode=0o600)
            fresh.write_text(secrets.token_hex(32))
            with suppress(FileExistsError):
                path.hardlink_to(fresh)
            fresh.unlink()
        return path.read_text().strip()
