"""The content security policy allows no inline code and no inline style, so no template may hold any."""

import re

import pytest
from jinja2 import Environment

from simulator.web.rendering import make_environment
from tests.architecture.tree import own, text

# template → why its `|safe` is harmless. Every entry is a place where text could become markup: think twice.
SAFE_ALLOWED: dict[str, str] = {}

JINJA_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
FORBIDDEN = {
    "an inline style": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "an inline handler": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a <style> element": re.compile(r"<style\b", re.IGNORECASE),
    "a <script> without src": re.compile(r"<script\b(?![^<>]*\ssrc\s*=)", re.IGNORECASE),
    "code inside a <script>": re.compile(r"<script\b[^<>]*>\s*[^<\s]", re.IGNORECASE),
    "a javascript: address": re.compile(r"""["']\s*javascript:""", re.IGNORECASE),
    "a file of another host": re.compile(
        r"<(?:script|link|img|iframe)\b[^<>]*(?:src|href)\s*=\s*[\"']?(?:https?:)?//", re.I
    ),
}
UNESCAPED = re.compile(r"\|\s*safe\b|\{%-?\s*autoescape\s+false")


def templates() -> list:
    return own("templates", ".html", ".svg", ".xml", ".txt", ".jinja", ".j2")


def breaches(markup: str) -> list[str]:
    """What in `markup` the content security policy would refuse, in words."""
    # A placeholder without quotes and brackets keeps an expression from being read as part of its tag.
    plain = JINJA.sub("x", JINJA_COMMENT.sub("", markup))
    return [
        f"{what}: {found.group(0)[:60]}"
        for what, shape in FORBIDDEN.items()
        for found in shape.finditer(plain)
    ]


def test_no_template_holds_inline_code_or_style():
    found = {str(path): breaches(text(path)) for path in templates()}
    assert not {path: what for path, what in found.items() if what}


def test_escaping_is_switched_off_only_where_it_is_explained():
    unescaped = {str(path) for path in templates() if UNESCAPED.search(JINJA_COMMENT.sub("", text(path)))}
    assert unescaped == set(SAFE_ALLOWED)


@pytest.mark.parametrize(
    "markup",
    [
        '<p class="a" style="color: red">',
        "<button\n  onclick='go()'>",
        "<style>p {}</style>",
        "<script>go()</script>",
        '<script type="module">go()</script>',
        '<script src="a.js">go()</script>',
        '<a href="javascript:go()">',
        '<script src="//elsewhere.example/a.js"></script>',
    ],
)
def test_each_forbidden_shape_is_recognised(markup):
    assert breaches(markup)


@pytest.mark.parametrize(
    "markup",
    [
        '<script type="module" src="{{ asset("js/live.js") }}"></script>',
        '<p class="{{ macro(style="loud") }}" data-on="1">',
        '{# style="x" #}<p>on = style = here</p>',
        '<a href="https://elsewhere.example/">further reading</a>',
    ],
)
def test_harmless_markup_is_left_alone(markup):
    assert not breaches(markup)


def test_every_function_given_to_the_templates_is_used_by_one():
    environment = make_environment()
    own_names = set(environment.globals) - set(Environment().globals) - {"_"}
    markup = "\n".join(JINJA_COMMENT.sub("", text(path)) for path in templates())
    code = " ".join(found.group(0) for found in JINJA.finditer(markup))
    assert sorted(name for name in own_names if not re.search(rf"\b{name}\b", code)) == []
    own_filters = set(environment.filters) - set(Environment().filters)
    assert sorted(name for name in own_filters if not re.search(rf"\|\s*{name}\b", code)) == []
