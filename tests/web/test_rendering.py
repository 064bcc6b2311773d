"""What templates are compiled to: fixed words in place, everything else escaped as Jinja does."""

from dataclasses import replace

from jinja2 import DictLoader
from markupsafe import Markup

from simulator.core.views.seat import MyStance
from simulator.web.parts import PartRenderer
from simulator.web.rendering import make_environment
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


def test_the_same_mark_without_a_reason_is_drawn_once_and_for_each_room_with_its_own_addresses():
    renderer, room = PartRenderer(make_environment()), Room().state
    first = renderer.render("seat", "stance/lead.city", mark(), room)
    assert renderer.render("seat", "stance/lead.city", mark(), room) is first
    other = renderer.render("seat", "stance/lead.city", mark("no"), room)
    assert other.html != first.html
    assert other.id == first.id
    moved = renderer.render("seat", "stance/lead.city", mark(), replace(room, id="another-room"))
    assert "/x/another-room/act" in moved.html
    assert "/x/another-room/act" not in first.html


def test_no_reason_that_somebody_wrote_is_kept_after_its_part_was_made():
    renderer, room = PartRenderer(make_environment()), Room().state
    for words in ({"reason": "quince"}, {"moves": "quince"}):
        made = [renderer.render("seat", "stance/lead.city", mark("no", **words), room) for _ in range(2)]
        assert "quince" in made[0].html
        assert made[0] == made[1]
        assert made[0] is not made[1]
