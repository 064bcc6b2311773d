"""What templates are compiled to: fixed words in place, everything else escaped as Jinja does."""

import re
from dataclasses import replace

import pytest
from jinja2 import DictLoader
from markupsafe import Markup

from simulator.core.views.seat import MyStance
from simulator.web.parts import Addresses, PartRenderer
from simulator.web.rendering import TEMPLATES, make_environment
from tests.support.room import Room


def drawn(source, **values):
    environment = make_environment()
    environment.loader = DictLoader({"piece": source})
    return environment.get_template("piece").render(**values)


def test_fixed_words_stand_in_the_template_and_are_escaped():
    environment = make_environment()
    environment.loader = DictLoader(
        {"piece": """{{ _("Is it < 5 & more?") }}{{ _("{n} of us").format(n=v) }}"""}
    )
    assert "'_'" not in environment.compile(environment.loader.get_source(environment, "piece")[0], raw=True)
    assert environment.get_template("piece").render(v="<3>") == "Is it &lt; 5 &amp; more?&lt;3&gt; of us"


def test_words_that_are_not_fixed_are_still_asked_for():
    assert drawn("{{ _(word) }}", word="<b>") == "&lt;b&gt;"


def test_what_is_written_is_escaped_once_and_markup_stays():
    macro = """{% macro bold(x) %}<b>{{ x }}</b>{% endmacro %}{{ bold(v) }}{{ m }}{{ n }}{{ none }}"""
    text = drawn(macro, v="<i>&", m=Markup("<br>"), n=5, none=None)
    assert text == "<b>&lt;i&gt;&amp;</b><br>5None"


def mark(value="with", reason="", moves=""):
    return MyStance("lead.city", 1, value, reason, True, False, moves, ("yes", "with", "no"), None)


def test_a_form_of_marks_is_drawn_once_and_for_each_room_with_its_own_addresses():
    renderer, room = PartRenderer(make_environment()), Room().state
    first = renderer.render("seat", "stance/lead.city", mark(), room)
    assert renderer.render("seat", "stance/lead.city", mark(), room).html is first.html
    other = renderer.render("seat", "stance/lead.city", mark("no"), room)
    assert (other.id, other.html == first.html, other.etag == first.etag) == (first.id, False, False)
    moved = renderer.render("seat", "stance/lead.city", mark(), replace(room, id="another-room"))
    assert "/x/another-room/act" in moved.html
    assert "/x/another-room/act" not in first.html


@pytest.mark.parametrize("reason", ["", "never <b>", "\ue001 & \ue000", "{{ v }}", "\\g<0>"])
@pytest.mark.parametrize("moves", ["", "two of three", "\ue000", "<i>"])
def test_a_mark_with_words_is_what_its_template_makes_of_it(reason, moves):
    environment, room = make_environment(), Room().state
    renderer, view = PartRenderer(environment), mark("no", reason, moves)
    renderer.render("seat", "stance/lead.city", mark("no", "earlier", "before"), room)
    plain = environment.get_template("live/seat/stance.html").render(
        v=view, id="stance-lead-city", arg="lead.city", x=Addresses(room.id)
    )
    drawn = renderer.render("seat", "stance/lead.city", view, room)
    assert (drawn.html, drawn.parent) == (plain.strip(), "slot-stance-lead-city")


def test_pieces_are_drawn_once_for_the_same_values_and_escaped():
    environment = make_environment()
    files = {
        "macros/once.html": "{% macro piece(x) %}<b>{{ x }}</b>{{ count() }}{% endmacro %}",
        "part": """{% from "macros/once.html" import piece %}{{ once(piece, v) }}""",
    }
    environment.loader, counted = DictLoader(files), iter(range(9))
    environment.globals["count"] = lambda: next(counted)
    drawings = [environment.get_template("part").render(v=v) for v in ("<i>", "other", "<i>")]
    assert drawings == ["<b>&lt;i&gt;</b>0", "<b>other</b>1", "<b>&lt;i&gt;</b>0"]
    environment.pieces.forget()
    assert environment.get_template("part").render(v="other") == "<b>other</b>2"


def test_a_value_that_can_change_is_no_key_for_a_piece():
    environment = make_environment()
    files = {
        "m": "{% macro p(x) %}{{ x }}{% endmacro %}",
        "t": """{% from "m" import p %}{{ once(p, [1]) }}""",
    }
    environment.loader = DictLoader(files)
    with pytest.raises(TypeError):
        environment.get_template("t").render()


def test_only_macros_that_are_the_same_at_each_rendering_are_kept():
    """A macro of the template's own is new each time: it would fill the shelf and never be found on it."""
    kept = 0
    for file in TEMPLATES.rglob("*.html"):
        text = re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.DOTALL)
        for name in re.findall(r"\bonce\((\w+)", text):
            assert re.search(rf'from "macros/once.html" import [^%]*\b{name}\b', text), (file, name)
            kept += 1
    assert kept >= 2
