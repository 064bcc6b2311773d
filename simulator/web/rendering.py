"""The one Jinja2 environment: autoescape, strict about names, assets by hash, Markdown without raw HTML."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, MutableMapping
from functools import lru_cache
from pathlib import Path
from types import FunctionType, MethodType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro, new_context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

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


class Translation(NodeTransformer):
    """Puts fixed words in place while a template is compiled, so that drawing a part asks for none of them."""

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - the name of the node
        """``_("words")`` becomes the words themselves."""
        self.generic_visit(node)
        fixed = isinstance(node.node, nodes.Name) and node.node.name == "_" and not node.kwargs
        if fixed and len(node.args) == 1 and isinstance(node.args[0], nodes.Const):
            return nodes.Const(translate(node.args[0].value), lineno=node.lineno)
        return node


def escape_value(value: Any) -> str:
    """What a template writes. `markupsafe.escape` makes markup anew from markup, such as every macro returns."""
    return value if type(value) is Markup else escape(value)


DIRECT = (FunctionType, MethodType)


class DirectContext(Context):
    """Calls functions and macros without asking each of them twice whether it wants to know who calls: a form of
    marks calls thirty. Whatever else is called goes the usual way."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - "self" may be given
        """Call ``__obj`` from a template."""
        kind = type(__obj)
        if kind is Macro:
            args = (__self.eval_ctx, *args)
        elif kind not in DIRECT or hasattr(__obj, "jinja_pass_arg"):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class SharedTemplate(Template):
    """A template without globals of its own, which is what all of ours are. Jinja compares all globals at each import,
    and at each rendering chains two dictionaries and walks through them for the names that a template of its own
    globals would have: a part is drawn in less time than that."""

    @classmethod
    def _from_namespace(
        cls, environment: Environment, namespace: MutableMapping[str, Any], globals: MutableMapping[str, Any]
    ) -> Template:
        namespace["escape"] = escape_value
        return super()._from_namespace(environment, namespace, globals)

    def new_context(
        self,
        vars: dict[str, Any] | None = None,
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,
    ) -> Context:
        """The names that a rendering knows."""
        known = vars or {}
        names = known if shared else {**self.environment.globals, **known}
        # no globals: only an import that compares them would ask, and ours compares nothing
        return new_context(self.environment, self.name, self.blocks, names, True, None, locals)

    def _get_default_module(self, _context: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


SAME_PIECES = 8192
"""Pieces that are kept, some 1 KiB each: six reasons for each clause and the options of twenty rooms and more."""


class Pieces:
    """What macros drew, kept by the values that they were given, for the next part that shows the same.

    For macros of a file that the template imports: a macro of the template's own is another one at each rendering.
    """

    def __init__(self) -> None:
        @lru_cache(SAME_PIECES)
        def drawn(macro: Macro, *values: Any) -> Any:
            return macro(*values)

        self._drawn = drawn

    def once(self, macro: Macro, *values: Any) -> Any:
        """What ``macro`` draws of ``values``. Raises TypeError for a value that can change."""
        return self._drawn(macro, *values)

    def forget(self) -> None:
        """Drop all of it, with the words in it."""
        self._drawn.cache_clear()


class SharedEnvironment(Environment):
    """Templates that are read once. Jinja's own cache takes a lock and moves what it finds to the end of a queue, for
    each part and again for each macro file that the part imports."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._read: dict[str, Template] = {}
        self.pieces = Pieces()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return Translation().visit(super()._parse(source, name, filename))

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        """The template of this name. Raises `TemplateNotFound`."""
        if isinstance(name, Template) or globals:
            return super().get_template(name, parent, globals)
        found = self._read.get(name)
        if found is None:
            found = self._read[name] = super().get_template(name, parent)
        return found


def make_environment() -> SharedEnvironment:
    """The environment that pages and parts are rendered with."""
    environment = SharedEnvironment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.template_class, environment.context_class = SharedTemplate, DirectContext
    environment.globals.update(_=translate, asset=asset_address(STATIC), once=environment.pieces.once)
    environment.filters["markdown"] = markdown
    register(environment)
    return environment
