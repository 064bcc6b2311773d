"""A disk that loses power: what SQLite wrote, cut off and torn wherever it had not been synced.

SQLite reaches its files through a small table of functions. A copy of that table, registered in front of the usual
one, notes every write, truncation, deletion and sync of the files of one folder, in order, and passes each on. From
these notes `Disk.after` builds the files as a disk may hold them after a power cut at any moment: everything before a
file's last sync is there; of what came later, any part may be, in any order, and torn at any sector.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import random
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

SECTOR = 512
FOLDER = ""
_BY_SYNCING_THE_FOLDER = 0x4000 | 0x800 | 0x80000
"""What SQLite opens a journal or write-ahead log with. The first sync of a new one syncs the folder as well."""
_CREATE = 0x4
Damage = Literal["nothing", "everything", "first part", "any part"]
DAMAGES: tuple[Damage, ...] = ("nothing", "everything", "first part", "any part")
"""What of the unsynced is on the disk afterwards."""
_P = ctypes.c_void_p


class _Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = [
        ("iVersion", ctypes.c_int), *((name, _P) for name in (
            "xClose", "xRead", "xWrite", "xTruncate", "xSync", "xFileSize", "xLock", "xUnlock", "xCheckReservedLock",
            "xFileControl", "xSectorSize", "xDeviceCharacteristics", "xShmMap", "xShmLock", "xShmBarrier", "xShmUnmap",
            "xFetch", "xUnfetch",
        )),
    ]  # fmt: skip


class _File(ctypes.Structure):
    """sqlite3_file."""

    _fields_ = [("pMethods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """sqlite3_vfs, version 3."""

    _fields_ = [
        ("iVersion", ctypes.c_int), ("szOsFile", ctypes.c_int), ("mxPathname", ctypes.c_int), ("pNext", _P),
        ("zName", ctypes.c_char_p), *((name, _P) for name in (
            "pAppData", "xOpen", "xDelete", "xAccess", "xFullPathname", "xDlOpen", "xDlError", "xDlSym", "xDlClose",
            "xRandomness", "xSleep", "xCurrentTime", "xGetLastError", "xCurrentTimeInt64", "xSetSystemCall",
            "xGetSystemCall", "xNextSystemCall",
        )),
    ]  # fmt: skip


_INT, _LONG, _FILE = ctypes.c_int, ctypes.c_int64, ctypes.POINTER(_File)
_OPEN = ctypes.CFUNCTYPE(_INT, _P, _P, _FILE, _INT, _P)
_DELETE = ctypes.CFUNCTYPE(_INT, _P, ctypes.c_char_p, _INT)
_WRITE = ctypes.CFUNCTYPE(_INT, _FILE, _P, _INT, _LONG)
_TRUNCATE = ctypes.CFUNCTYPE(_INT, _FILE, _LONG)
_SYNC = ctypes.CFUNCTYPE(_INT, _FILE, _INT)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that happened: to a file, or (``ack``) that somebody was told that it is stored."""

    what: Literal["write", "truncate", "sync", "delete", "ack"]
    file: str = ""
    at: int = 0
    data: bytes = b""
    told: Any = None


@dataclass
class Disk:
    """The files of one folder and everything that happened to them, in order."""

    folder: Path
    notes: list[Note] = field(default_factory=list)

    def tell(self, told: Any) -> None:
        """Somebody was told that something is stored."""
        self.notes.append(Note("ack", told=told))

    def told(self, moment: int) -> list[Any]:
        """What people had been told by then."""
        return [note.told for note in self.notes[:moment] if note.what == "ack"]

    def after(self, moment: int, damage: Damage, chance: random.Random) -> dict[str, bytes]:
        """The files as they may be found when the power went before the note number ``moment``."""
        synced: dict[str, bytearray] = {}
        open_notes: dict[str, list[Note]] = defaultdict(list)
        for note in self.notes[:moment]:
            if note.what == "sync" and note.file == FOLDER:
                _settle_deletions(synced, open_notes)
            elif note.what == "sync":
                for earlier in open_notes.pop(note.file, ()):
                    _apply(synced, earlier)
                synced.setdefault(note.file, bytearray())
            elif note.what != "ack":
                open_notes[note.file].append(note)
        for unsynced in filter(None, open_notes.values()):
            for note in _what_is_left(unsynced, damage, chance):
                _apply(synced, note)
        return {name: bytes(content) for name, content in synced.items()}


def _settle_deletions(synced: dict[str, bytearray], open_notes: dict[str, list[Note]]) -> None:
    """The folder is synced: what was deleted stays deleted."""
    for name, notes in open_notes.items():
        last = max((n for n, note in enumerate(notes) if note.what == "delete"), default=-1)
        if last >= 0:
            synced.pop(name, None)
            open_notes[name] = notes[last + 1 :]


def _apply(files: dict[str, bytearray], note: Note) -> None:
    if note.what == "delete":
        files.pop(note.file, None)
        return
    content = files.setdefault(note.file, bytearray())
    if note.what == "truncate":
        del content[note.at :]
        content.extend(bytes(note.at - len(content)))
    else:
        content.extend(bytes(max(0, note.at - len(content))))
        content[note.at : note.at + len(note.data)] = note.data


def _what_is_left(unsynced: list[Note], damage: Damage, chance: random.Random) -> Iterator[Note]:
    if damage == "nothing":
        return
    if damage == "everything":
        yield from unsynced
        return
    if damage == "first part":
        whole = chance.randrange(len(unsynced))
        yield from unsynced[:whole]
        torn = unsynced[whole]
        if torn.what == "write":
            yield Note("write", torn.file, torn.at, torn.data[: chance.randrange(len(torn.data) + 1)])
        return
    for note in unsynced:
        if note.what != "write":
            if chance.random() < 0.5:
                yield note
            continue
        for start in range(0, len(note.data), SECTOR):
            if chance.random() < 0.5:
                yield Note("write", note.file, note.at + start, note.data[start : start + SECTOR])


@contextmanager
def noted(folder: Path) -> Iterator[Disk]:
    """Note what every SQLite connection that is opened meanwhile does to the files of ``folder``."""
    library = ctypes.CDLL(ctypes.util.find_library("sqlite3") or "libsqlite3.so.0")
    library.sqlite3_vfs_find.restype, library.sqlite3_vfs_find.argtypes = (
        ctypes.POINTER(_Vfs),
        [ctypes.c_char_p],
    )
    library.sqlite3_vfs_register.argtypes = [ctypes.POINTER(_Vfs), _INT]
    library.sqlite3_vfs_unregister.argtypes = [ctypes.POINTER(_Vfs)]
    usual = library.sqlite3_vfs_find(None)
    recorder = _Recorder(Disk(folder.resolve()), usual.contents)
    library.sqlite3_vfs_register(ctypes.byref(recorder.vfs), 1)
    try:
        with sqlite3.connect(folder / "trial.db") as trial:
            trial.execute("CREATE TABLE trial (a)")
        trial.close()
        # a Python that brings its own SQLite would write past us, and nothing could ever be found missing
        assert {note.what for note in recorder.disk.notes} >= {"write", "sync"}, (
            "this Python's SQLite is not the system's"
        )
        (folder / "trial.db").unlink()
        recorder.disk.notes.clear()
        yield recorder.disk
    finally:
        library.sqlite3_vfs_unregister(ctypes.byref(recorder.vfs))
        library.sqlite3_vfs_register(usual, 1)
        _KEPT.append(recorder)


_KEPT: list[_Recorder] = []
"""Connections that are closed later still call what was registered."""


class _Recorder:
    """The functions that note and pass on."""

    def __init__(self, disk: Disk, usual: _Vfs) -> None:
        self.disk, self._lock = disk, threading.Lock()
        self._open, self._delete = _OPEN(usual.xOpen), _DELETE(usual.xDelete)
        self._names: dict[int, tuple[str, int]] = {}
        self._ours: dict[int, _Methods] = {}
        self._fresh: set[str] = set()
        self._mine = (
            _OPEN(self._opened), _DELETE(self._deleted), _WRITE(self._written), _TRUNCATE(self._truncated),
            _SYNC(self._synced),
        )  # fmt: skip
        self.vfs = _Vfs.from_buffer_copy(usual)
        self.vfs.pNext, self.vfs.zName = None, b"noted"
        self.vfs.xOpen, self.vfs.xDelete = (ctypes.cast(f, _P) for f in self._mine[:2])

    def _inside(self, name: bytes) -> str:
        path = Path(name.decode())
        return path.name if path.parent == self.disk.folder else ""

    def _opened(self, vfs: int, name: int, file: Any, flags: int, out: int) -> int:
        answer = self._open(vfs, name, file, flags, out)
        found = self._inside(ctypes.string_at(name)) if name and answer == 0 else ""
        if found:
            usual = ctypes.addressof(file.contents.pMethods.contents)
            with self._lock:
                if usual not in self._ours:
                    ours = self._ours[usual] = _Methods.from_buffer_copy(file.contents.pMethods.contents)
                    ours.xWrite, ours.xTruncate, ours.xSync = (ctypes.cast(f, _P) for f in self._mine[2:])
                self._names[ctypes.addressof(file.contents)] = (found, usual)
                if flags & _CREATE and flags & _BY_SYNCING_THE_FOLDER:
                    self._fresh.add(found)
            file.contents.pMethods = ctypes.pointer(self._ours[usual])
        return answer

    def _of(self, file: Any) -> tuple[str, _Methods]:
        name, usual = self._names[ctypes.addressof(file.contents)]
        return name, _Methods.from_address(usual)

    def _written(self, file: Any, data: int, size: int, at: int) -> int:
        name, usual = self._of(file)
        self.disk.notes.append(Note("write", name, at, ctypes.string_at(data, size)))
        return int(_WRITE(usual.xWrite)(file, data, size, at))

    def _truncated(self, file: Any, size: int) -> int:
        name, usual = self._of(file)
        self.disk.notes.append(Note("truncate", name, size))
        return int(_TRUNCATE(usual.xTruncate)(file, size))

    def _synced(self, file: Any, flags: int) -> int:
        name, usual = self._of(file)
        # noted before it begins: a sync promises nothing about what others write to the file meanwhile
        self.disk.notes.append(Note("sync", name))
        if name in self._fresh:
            self._fresh.discard(name)
            self.disk.notes.append(Note("sync", FOLDER))
        return int(_SYNC(usual.xSync)(file, flags))

    def _deleted(self, vfs: int, name: bytes, sync: int) -> int:
        found = self._inside(name)
        answer = int(self._delete(vfs, name, sync))
        if found:
            self.disk.notes.append(Note("delete", found))
            if sync:
                self.disk.notes.append(Note("sync", FOLDER))
        return answer
