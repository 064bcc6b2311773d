"""Other people's browser files: which of them we serve, and what each one is.

`python -m simulator.assets` copies the white-list below out of node_modules (filled by npm from
package-lock.json) into static/vendor and writes static/vendor/manifest.json, from which the server builds
hashed addresses and the licences page. Nothing of it is committed.
"""

import hashlib
import json
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
MANIFEST: Final = "vendor/manifest.json"


class AssetsMissing(Exception):
    """The browser files are not there or not whole; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class VendorFile:
    """One served file: its place below `static/`, where it came from, its licence (SPDX), its hash (hex)."""

    file: str
    package: str
    version: str
    licence: str
    sha256: str


def _fonts(family: str, prefix: str, *faces: str) -> tuple[tuple[str, str, str, str], ...]:
    """The white-list rows of one font family of USWDS, as woff2 only."""
    return tuple(
        (
            "@uswds/uswds",
            f"dist/fonts/{family}/{prefix}{face}.woff2",
            f"fonts/{prefix}{face}.woff2",
            "OFL-1.1",
        )
        for face in faces
    )


# package, path in the package, path below static/vendor, licence (SPDX)
WHITE_LIST: Final = (
    ("idiomorph", "dist/idiomorph.min.js", "idiomorph.min.js", "0BSD"),
    ("idiomorph", "LICENSE", "licences/idiomorph.txt", "0BSD"),
    ("socket.io-client", "dist/socket.io.esm.min.js", "socket.io.esm.min.js", "MIT"),
    ("socket.io-client", "LICENSE", "licences/socket.io-client.txt", "MIT"),
    ("@uswds/uswds", "LICENSE.md", "licences/uswds.txt", "OFL-1.1"),
    *_fonts("public-sans", "PublicSans-", "Regular", "Italic", "SemiBold", "Bold"),
    *_fonts("merriweather", "Latin-Merriweather-", "Regular", "Italic", "Bold"),  # the agreement's own voice
)
# Only the tests read it, so it stays outside static/: package, path in the package, path below the project
TEST_ONLY: Final = ("axe-core", "axe.min.js", ".cache/axe.min.js")


def copy_assets(root: Path) -> tuple[VendorFile, ...]:
    """Fill `root`/static/vendor from `root`/node_modules and return what was copied.

    The new folder replaces the old one in one step, so a running server never sees half of it, and a file
    that left the white-list leaves the folder. Raises AssetsMissing when node_modules lacks a file.
    """
    modules, vendor, fresh = root / "node_modules", root / "static/vendor", root / "static/vendor.new"
    shutil.rmtree(fresh, ignore_errors=True)
    copied: list[VendorFile] = []
    for package, source, target, licence in WHITE_LIST:
        origin = modules / package / source
        if not origin.is_file():
            raise AssetsMissing(f"{origin} is not there. Run `make assets`; it calls npm first.")
        (fresh / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(origin, fresh / target)
        version = json.loads((modules / package / "package.json").read_text("utf-8"))["version"]
        copied.append(VendorFile(f"vendor/{target}", package, version, licence, _sha256(origin)))
    listing = {"files": [asdict(entry) for entry in copied]}
    (fresh / "manifest.json").write_text(json.dumps(listing, indent=1) + "\n", "utf-8")
    shutil.rmtree(vendor, ignore_errors=True)
    fresh.rename(vendor)
    package, source, target = TEST_ONLY
    if (modules / package / source).is_file():  # absent after `npm ci --omit=dev`
        (root / target).parent.mkdir(exist_ok=True)
        shutil.copyfile(modules / package / source, root / target)
    return tuple(copied)


def load_manifest(static_dir: Path) -> dict[str, VendorFile]:
    """What `static_dir`/vendor holds, by path below `static_dir` ("vendor/idiomorph.min.js").

    Raises AssetsMissing when the manifest or a file it names is missing or differs from its hash.
    """
    try:
        listing = json.loads((static_dir / MANIFEST).read_text("utf-8"))
        files = {entry["file"]: VendorFile(**entry) for entry in listing["files"]}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise AssetsMissing("The browser files are not there yet. Run `make assets`.") from error
    for entry in files.values():
        path = static_dir / entry.file
        if not path.is_file() or _sha256(path) != entry.sha256:
            raise AssetsMissing(f"The browser file {path} is missing or changed. Run `make assets`.")
    return files


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    try:
        done = copy_assets(ROOT)
    except AssetsMissing as problem:
        sys.exit(str(problem))
    print(f"assets: {len(done)} files in static/vendor")
