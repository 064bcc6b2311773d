"""The command line: `simulator check scenarios/alder-basin`. Each command imports what it needs when it runs."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from simulator.store.backup import Checked
    from simulator.web.settings import Settings


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="partnership-simulator", prog_name="simulator")
def main() -> None:
    """The Partnership Simulator: a seminar in which many organizations negotiate one agreement."""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--notes/--no-notes", default=True, help="Print notes beside problems.")
def check(paths: tuple[Path, ...], *, notes: bool) -> None:
    """Check scenario folders and name every problem with its line. Exits with 1 where there are problems."""
    from simulator.scenario.load import check_folder
    from simulator.scenario.summary import describe

    failed = False
    for path in paths:
        checked = check_folder(path)
        for problem in checked.findings() if notes else checked.problems:
            click.echo(problem.described(str(path)))
        click.echo(f"{path}: {describe(checked)}")
        failed = failed or bool(checked.problems)
    sys.exit(1 if failed else 0)


@main.command()
@click.option(
    "--to", "folder", type=click.Path(path_type=Path, file_okay=False), help="Write one file per kind here."
)
def schema(folder: Path | None) -> None:
    """Print the JSON Schemas of the scenario's files, with which editors complete keys."""
    from simulator.scenario.jsonschema import all_schemas, write_schemas

    if folder is None:
        click.echo(json.dumps(all_schemas(), indent=2))
        return
    for file in write_schemas(folder):
        click.echo(str(file))


@main.command()
@click.option("--host", help="Address to listen on; the default lets the whole room in.")
@click.option("--port", type=int, help="Port to listen on, 8000 if not given.")
@click.option("--demo", help="Scenario of the seminar that opens on first start; empty for none.")
def run(host: str | None, port: int | None, demo: str | None) -> None:
    """Run the server: a demonstration on first start, otherwise the seminars that are there."""
    from sqlalchemy.exc import DatabaseError

    from simulator.app.ports import StoreFailed
    from simulator.assets import AssetsMissing
    from simulator.realtime.green import is_patched
    from simulator.serving import serve
    from simulator.store.engine import DatabaseUnsuitable
    from simulator.web.settings import ROOT, KeyUnsuitable, Settings

    given = {"host": host, "port": port, "demo": demo}
    settings = Settings().model_copy(update={k: v for k, v in given.items() if v is not None})
    if settings.async_mode == "eventlet" and not is_patched():
        # green threads must come before every other import, so run.py has to be the first file that runs
        os.execv(sys.executable, [sys.executable, str(ROOT / "run.py"), *sys.argv[2:]])  # noqa: S606
    try:
        serve(settings)
    except (AssetsMissing, DatabaseUnsuitable, KeyUnsuitable) as problem:
        raise click.ClickException(str(problem)) from None
    except (DatabaseError, StoreFailed) as problem:
        said = getattr(problem, "orig", problem)
        raise click.ClickException(
            f"The database cannot be used ({said}). Look whether the disk is full or read-only, and whether "
            "another program has the file open; then start again. What was acknowledged is stored."
        ) from None
    except KeyboardInterrupt:
        click.echo("Stopped. Everything is stored.")


@main.command()
def preflight() -> None:
    """The evening before: whether this computer is ready to be a room's server. Exits with 1 where it is not."""
    from simulator.preflight import judge, survey
    from simulator.web.settings import ROOT, Settings

    settings = Settings()
    facts = survey(settings.data, settings.port, ROOT / "static/vendor/manifest.json", settings.public_url)
    signs = {"good": ("ok   ", "green"), "look": ("look ", "yellow"), "bad": ("NO   ", "red")}
    findings = judge(facts)
    for finding in findings:
        sign, colour = signs[finding.grade]
        click.echo(
            click.style(sign, fg=colour, bold=True)
            + click.style(f"{finding.title}: ", bold=True)
            + finding.text
        )
    bad = any(f.grade == "bad" for f in findings)
    click.echo(
        "Not ready: mend what says NO, then check again." if bad
        else "Next: start the server, open “Room check” on the facilitator's page, and scan its code with a phone."
    )  # fmt: skip
    sys.exit(1 if bad else 0)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
def analyse(path: Path) -> None:
    """Measure a scenario: how many agreements please whom, and whether its expected figures hold."""
    from simulator.analysis.expectation import analyse as measure
    from simulator.scenario.load import check_folder

    checked = check_folder(path)
    if checked.rulebook is None:
        raise click.ClickException(f"{path} has problems. Run `simulator check {path}` first.")
    analysis = measure(checked.rulebook, checked.expected)
    click.echo(analysis.text)
    sys.exit(0 if analysis.as_expected else 1)


@main.command()
@click.argument("seminar")
@click.option(
    "--to", "folder", default=".", type=click.Path(path_type=Path, file_okay=False), help="Write it here."
)
@click.option("--names/--pseudonyms", default=False, help="How people are called; pseudonyms if not given.")
def export(seminar: str, folder: Path, *, names: bool) -> None:
    """Write everything of a seminar (its join code or id) as one ZIP: tables, logs, a dictionary of the data."""
    from simulator.bootstrap import open_record
    from simulator.store.engine import DatabaseUnsuitable
    from simulator.web.settings import KeyUnsuitable, Settings

    try:
        simulator, after = open_record(Settings())
    except (DatabaseUnsuitable, KeyUnsuitable) as problem:
        raise click.ClickException(str(problem)) from None
    index = simulator.stores.seminars
    entry = index.find(seminar) or index.find_by_code(seminar)
    if entry is None:
        known = ", ".join(e.shown_code for e in (*index.entries(), *index.entries(archived=True))) or "none"
        raise click.ClickException(f"There is no seminar {seminar}. Join codes in this data folder: {known}.")
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"seminar-{entry.join_code.lower()}{'-names' if names else ''}.zip"
    file.write_bytes(after.export(entry, pseudonyms=not names))
    click.echo(str(file))


def _told(checked: Checked) -> str:
    erased = f", {checked.erased:,} of them erased" if checked.erased else ""
    return f"{checked.streams:,} logs with {checked.events:,} events{erased}: every hash chain holds."


@contextmanager
def _said_plainly() -> Iterator[Settings]:
    """The settings; what goes wrong with the database becomes a sentence."""
    from simulator.store.backup import BackupFailed
    from simulator.store.engine import DatabaseUnsuitable
    from simulator.web.settings import Settings

    try:
        yield Settings()
    except (BackupFailed, DatabaseUnsuitable) as problem:
        raise click.ClickException(str(problem)) from None


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Write over a file that is there.")
def backup(file: Path, *, force: bool) -> None:
    """Copy the database to FILE and the server's key to FILE.key, also while the server runs, and verify the copy."""
    from simulator.store.backup import KEY_SUFFIX, back_up

    with _said_plainly() as settings:
        checked = back_up(settings.database_url(), settings.data / "key", file, force=force)
    click.echo(f"{file}: {_told(checked)}")
    if (settings.data / "key").is_file():
        click.echo(
            f"{file}{KEY_SUFFIX}: the key. Keep the two together, and from others: they hold everything."
        )
    else:
        click.echo(
            "The key is not in the data folder. Keep the SIMULATOR_KEY that the server is started with."
        )


@main.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Put the present database aside.")
def restore(file: Path, *, force: bool) -> None:
    """Verify the copy FILE and make it the database, and FILE.key the key. The server must be stopped."""
    from simulator.store.backup import restore as put_back

    with _said_plainly() as settings:
        checked, aside = put_back(settings.database_url(), settings.data / "key", file, force=force)
    for moved in aside:
        click.echo(f"put aside: {moved}")
    click.echo(f"{_told(checked)} Start the server, and people go on where this copy was made.")


@main.group()
def db() -> None:
    """Look after the database."""


@db.command()
def verify() -> None:
    """Read the whole database and check every hash chain, also while the server runs. Exits with 1 at a broken one."""
    from simulator.store.backup import verify as read_all

    with _said_plainly() as settings:
        checked = read_all(settings.database_url())
    for problem in checked.problems:
        click.echo(problem)
    click.echo("Restore a copy: `simulator restore FILE --force`." if checked.problems else _told(checked))
    sys.exit(1 if checked.problems else 0)


if __name__ == "__main__":
    main()
