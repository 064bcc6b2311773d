"""A rulebook small enough to count by hand: eight organizations in three sectors, every kind of rule, three clauses."""

from dataclasses import replace
from functools import cache

from simulator.core.rulebook import (
    Alternative,
    Article,
    Aside,
    Binds,
    Card,
    Cast,
    Clause,
    Inject,
    Interaction,
    Interest,
    Manager,
    Need,
    Option,
    Organization,
    Plan,
    PledgeCard,
    Relation,
    Rule,
    Rulebook,
    Sector,
    Share,
    Shift,
    Shock,
    Slide,
    Step,
    Supply,
    Task,
    Workgroup,
)

HALF = Share(1, 2)
MORE_THAN_HALF = Share(1, 2, strictly=True)
TWO_THIRDS = Share(2, 3)

RULES = {
    "unanimity": Rule("unanimity", "Everybody speaks and nobody says no."),
    "consensus": Rule(
        "consensus",
        "At most one no, otherwise two thirds.",
        blocks=1,
        quorum=HALF,
        fallback=Rule("share", "Two thirds of those who say yes or no.", of="cast", share=TWO_THIRDS),
    ),
    "majority": Rule(
        "share",
        "More than half of those here.",
        of="present",
        share=MORE_THAN_HALF,
        review=Rule("share", "Two thirds of those here may change the rule.", of="present", share=TWO_THIRDS),
    ),
    "double": Rule("double", "Half of all and half of each caucus.", share=HALF, caucus_share=HALF),
    "weighted": Rule("weighted", "Half of the weight.", weight_share=HALF),
    "steering": Rule(
        "steering",
        "One of each caucus.",
        share=TWO_THIRDS,
        per_caucus=1,
        fallback=Rule("share", "More than half of all.", share=MORE_THAN_HALF),
    ),
}
DEFAULT_RULE = Rule("share", "More than half of all.", share=MORE_THAN_HALF)

EVERYBODY_HERE = Rule("unanimity", "Everybody here says yes.", of="present")

SEATS = ("city", "county", "region", "shop", "plant", "bank", "walkers", "parents")
_SECTOR = {"city": "GO", "county": "GO", "region": "GO", "shop": "BU", "plant": "BU", "bank": "BU"}
_WEIGHT = {"city": 5, "county": 3, "region": 2, "shop": 2, "plant": 4, "bank": 1, "walkers": 1}


def organization(seat, number=1, **changes):
    """An organization with made-up secrets; the fields that matter to a test are given as ``changes``."""
    made = Organization(
        seat,
        number,
        f"The {seat.title()}",
        seat[:6],
        _SECTOR.get(seat, "CI"),
        seat != "parents",
        "profile",
        "position",
        _WEIGHT.get(seat, 0),
        card=Card(f"{seat} are", f"{seat} want", f"{seat} fear", f"{seat} give", f"{seat} say"),
        brief=f"The brief of {seat}.",
        facts=(f"a fact of {seat}",),
        relations=(Relation("city" if seat != "city" else "shop", number % 2 == 0, "an old story"),),
        interests=(Interest("money.fund", 2 if number % 2 else -2, "why"), Interest("lead.board", -1, "why")),
        pledge_cards=(
            PledgeCard("cash", "Some cash", "cash", 50, "bus line", 1500),
            PledgeCard("staff", "A person", "staff", 10, f"line of {seat}", 700),
        ),
        alternative=Alternative(30_000 + 4_000 * number, f"without an agreement, {seat}"),
        resources={"cash": 100},
        weights={"rule": 200, "money": 500, "lead": 300},
        scores={"money.fund": 10 * number, "money.none": 40, "lead.city": 80, "lead.board": 20},
        hosted=f"{seat} is spoken for",
    )
    return replace(made, **changes)


def clause(name, *options, **changes):
    """A clause with these options, by id or ready made."""
    made = tuple(
        o if isinstance(o, Option) else Option(o, o.title(), f"We take {o}.", f"Text of {o}.")
        for o in options
    )
    return Clause(name, name[0].upper(), name.title(), f"What about {name}?", made, **changes)


def binding(name, **binds):
    """An option that binds the room to more than its rule."""
    return replace(clause("x", name).options[0], binds=Binds(**binds))


def step(name, kind="round", groups="none", clauses=(), **changes):
    """A step of ten minutes."""
    return Step(
        name,
        kind,
        name.title(),
        10,
        f"{name}?",
        f"do {name}",
        f"say {name}",
        f"watch {name}",
        groups=groups,
        clauses=tuple(clauses),
        **changes,
    )


PLAN = Plan(
    managers=(
        Manager("lead.city", seat="city"),
        Manager("lead.board", post="A secretary"),
        Manager("money.fund"),
    ),
    workgroups=(Workgroup("streets", "Streets"), Workgroup("purse", "The purse")),
    tasks=(
        Task("survey", "A survey", "streets", True, 2, 4, ("city", "county", "shop"), ("lead.city",), 700),
        Task("lamps", "New lamps", "streets", False, 12, 5, (), ("lead.city", "lead.board"), 300),
        Task(
            "ledger", "The ledger", "purse", True, 3, 2, ("bank", "shop"), ("lead.board", "money.fund"), 500
        ),
        Task("vote", "A town vote", "streets", True, 7, 0, ("parents", "walkers"), ("lead.board",), 500),
    ),
    staff_lines=("desk", "line of city"),
    entry_needs_leads=False,
)
"""Two options of one clause that ask for different work, and one of another clause that adds to it."""


SHOCKS = (
    Shock(
        "cut",
        "The grant is cut",
        "Half of the bus money does not come.",
        "budget",
        60,
        (3, 2, 2, 1, 1),
        line="bus line",
        helps={"lead.board": 25},
        hurts={"rule.unanimity": 20},
    ),
    Shock(
        "fuel",
        "Fuel costs more",
        "Everything on wheels does.",
        "cost",
        40,
        (1,) * 5,
        line="bus line",
        rise=20,
    ),
    Shock("chair", "The chair goes home", "She takes her keys along.", "convener", 50, (1, 1, 1, 2, 2)),
    Shock("lead", "The lead is tired", "It has done too much alone.", "leader", 50, (0, 1, 2, 2, 2)),
    Shock("block", "One says no", "And one is enough.", "rule", 40, (1,) * 5, hurts={"rule.unanimity": 30}),
    Shock("court", "A court reads the text", "Slowly.", "ruling", 50, (1,) * 5, helps={"money.fund": 10}),
    Shock("polls", "Election night", "Three of five are new.", "election", 40, (0, 2, 0, 2, 0), sector="GO"),
)
"""One of each kind."""


@cache
def small_book():
    """Eight seats, one of them without a vote; clauses ``rule``, ``money`` and ``lead``, and ``extra`` not in play."""
    rules = tuple(Option(n, n.title(), r.spoken, f"Rule: {n}.", rule=r) for n, r in RULES.items())
    fund = Option(
        "fund",
        "A fund",
        "We pay together.",
        "A fund.",
        (Need("cash", 100, "bus line"), Need("staff", 5, "desk")),
    )
    clauses = (
        clause("rule", *rules, Option("custom", "As it was", "As before.", "As before."), decides_rule=True),
        clause("money", fund, binding("none", reopening=EVERYBODY_HERE)),
        clause(
            "lead",
            binding("city", convener=("city",), pace=2),
            binding("board", reporting="closed"),
            if_open=40,
        ),
        clause("extra", "one", "two"),
    )
    return Rulebook(
        1,
        "small",
        "The Small Table",
        "summary",
        "setting",
        75,
        ("us",),
        "CC0",
        "background",
        "preamble",
        sectors=(
            Sector("GO", "Government", 1, "speaks", "decides", "works"),
            Sector("BU", "Business", 2, "s", "d", "w"),
            Sector("CI", "Civic", 3, "s", "d", "w"),
        ),
        organizations=tuple(organization(s, n) for n, s in enumerate(SEATS, start=1)),
        articles=(Article(1, "All", "given", ("rule", "money", "lead", "extra")),),
        clauses=clauses,
        default_clauses=("rule", "money", "lead"),
        interactions=(
            Interaction(("rule.unanimity", "money.fund"), "slow money", {"city": -2000, "shop": 1000}),
            Interaction(("money.fund", "lead.city"), "one hand", {"city": 500}),
        ),
        default_rule=DEFAULT_RULE,
        entry_share=TWO_THIRDS,
        steps=(
            step("arrive", "arrive", slides=(Slide("one", ("a",)), Slide("two", ("b",)))),
            step("read", "brief", panels=("brief",)),
            step("meet", "caucus", "caucus", ("rule",), panels=("clauses", "talk")),
            step(
                "talk",
                "round",
                "mixed",
                ("money", "extra"),
                group_size=3,
                panels=("clauses", "proposals"),
                heard=True,
            ),
            step("plenum", "package", "plenary", ("rule", "money", "lead"), panels=("clauses", "decision")),
            step("sign", "sign", "none", panels=("signing",)),
            step("pause", "slack"),
        ),
        casts=(
            Cast(8, "All", SEATS),
            Cast(
                4,
                "Half",
                ("city", "shop", "plant", "walkers"),
                {"county": "city", "region": "city", "bank": "shop"},
            ),
        ),
        injects=(
            Inject(
                "storm",
                "A storm",
                "It rains.",
                "late",
                (Aside(("city",), "", "The bridge is yours to mend."),),
                (Shift("city", -5_000), Shift("shop", 3_000)),
            ),
            Inject(
                "flood",
                "A flood",
                "The river is up.",
                "later",
                supplies=(
                    Supply("cash", -70, ("city",)),
                    Supply("cash", -40, line="bus line"),
                    Supply("staff", 5, line="desk"),
                ),
                reopens=("rule", "money", "extra"),
                dateline="Monday",
            ),
            Inject("early", "The hall closes early", "Keys.", "in a hurry", minutes=-4),
        ),
        plan=PLAN,
        shocks=SHOCKS,
    )


def with_rule(rule):
    """The small rulebook under another rule of its own."""
    return replace(small_book(), default_rule=rule)


def with_organization(book, seat, **changes):
    """The rulebook with one organization changed."""
    return replace(
        book, organizations=tuple(replace(o, **changes) if o.id == seat else o for o in book.organizations)
    )
