"""What templates are compiled to: fixed words in place, everything else escaped as Jinja does."""

from jinja2 import DictLoader
from markupsafe import Markup

from simulator.web.rendering import make_environment


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
