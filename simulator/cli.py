"""The command line: `simulator check scenarios/alder-basin`. Each command imports what it needs when it runs."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click


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
    from simulator.assets import AssetsMissing
    from simulator.bootstrap import serve
    from simulator.realtime.green import is_patched
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
    except KeyboardInterrupt:
        click.echo("Stopped. Everything is stored.")


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


if __name__ == "__main__":
    main()
