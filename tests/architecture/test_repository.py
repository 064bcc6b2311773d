"""What may be in the repository: our own work, and nothing that says where others' work was fetched."""

import re

from tests.architecture.tree import own_files, text

MADE_ELSEWHERE = re.compile(
    r"(^|/)(node_modules|site-packages)/|^static/vendor/|\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl)$"
)
# Put together from pieces, so that this file does not name them either.
INDEX_HOSTS = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"), ("yarnpkg", "com"),
        ("deb", "debian", "org"), ("security", "debian", "org"), ("unpkg", "com"), ("jsdelivr", "net"),
        ("cdnjs", "cloudflare"),
    )
]  # fmt: skip
BINARY = {".png", ".jpg", ".gif", ".ico", ".webp", ".pdf", ".docx", ".xlsx", ".gz", ".zip", ".db", ".sqlite3"}


def readable() -> list:
    return [path for path in own_files() if path.suffix not in BINARY]


def test_nothing_made_by_others_is_committed():
    assert not [str(path) for path in own_files() if MADE_ELSEWHERE.search(path.as_posix())]


def test_no_file_names_a_package_index():
    naming = {str(path): [host for host in INDEX_HOSTS if host in text(path)] for path in readable()}
    assert not {path: hosts for path, hosts in naming.items() if hosts}


def test_the_locks_hold_no_address_at_all():
    locks = [
        path for path in own_files() if path.suffix == ".lock" or path.name in {"package-lock.json", ".npmrc"}
    ]
    assert len(locks) >= 3
    assert not [str(path) for path in locks if "://" in text(path) or "--index" in text(path)]


def test_every_locked_package_has_a_hash():
    for lock in (path for path in own_files() if path.suffix == ".lock"):
        entries = re.split(r"\n(?=\S)", re.sub(r"(?m)^\s*#.*\n?", "", text(lock)).strip())
        assert not [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry]


def test_no_file_is_left_for_later():
    # Also outside Python, where the linter does not look.
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    looked_at = [
        path
        for path in readable()
        if path.suffix in {".py", ".js", ".css", ".html", ".md", ".yaml", ".toml", ".sh", ""}
    ]
    assert not [str(path) for path in looked_at if mark.search(text(path))]
