"""The one Jinja2 environment: autoescape, strict about names, assets by hash, Markdown without raw HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from .markdown import markdown
from .words import register

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"


def asset_address(static: Path) -> Callable[[str], str]:
    """A function from a path under static/ to its address with a hash, so that browsers may keep it forever."""

    @lru_cache(maxsize=256)
    def address(path: str) -> str:
        digest = hashlib.sha256((static / path).read_bytes()).hexdigest()[:10]
        return f"/static/{path}?v={digest}"

    return address


def translate(text: str) -> str:
    """Fixed interface text. English now; the one door through which other languages come."""
    return text


class SharedTemplate(Template):
    """A template without globals of its own, which is what all of ours are. Jinja compares all globals at each import
    and chains two dictionaries at each rendering for those that have some: a part is drawn in less time than that."""

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """The names that a rendering knows."""
        known = vars or {}
        return super().new_context(known if shared else {**self.environment.globals, **known}, True, locals)

    def _get_default_module(self, _context: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


def make_environment() -> Environment:
    """The environment that pages and parts are rendered with."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.template_class = SharedTemplate
    environment.globals.update(_=translate, asset=asset_address(STATIC))
    environment.filters["markdown"] = markdown
    register(environment)
    return environment
