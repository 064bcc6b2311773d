"""A checked draft becomes a rulebook: words become integers, texts stay texts.

The mappings of the rulebook are written in the order of their keys, so that a rulebook fresh from the author's
files and the same one read back from the store are alike in every respect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from simulator.core.ids import ClauseId, OptionId, OptionRef, SeatId, SectorCode, StepId
from simulator.core.rulebook import (
    Alternative,
    Article,
    Card,
    Cast,
    Clause,
    Interaction,
    Interest,
    Need,
    Option,
    Organization,
    PledgeCard,
    Relation,
    Rulebook,
    Sector,
    Slide,
    Step,
    Tool,
)
from simulator.scenario.compile_injects import compile_injects
from simulator.scenario.compile_plan import compile_plan
from simulator.scenario.compile_rules import compile_binds, compile_rule, rule_of
from simulator.scenario.compile_sharing import compile_sharing
from simulator.scenario.compile_stress import compile_stress
from simulator.scenario.draft import Draft
from simulator.scenario.numbers import find_alternative, find_scores, find_weights, scale_of
from simulator.scenario.quotes import curly
from simulator.scenario.schema import (
    SCHEMA_VERSION,
    AgreementFile,
    CastPart,
    ClausePart,
    InteractionPart,
    OptionPart,
    OrganizationFile,
    ScenarioFile,
)
from simulator.scenario.values import INTEREST_SIGNS

K = TypeVar("K", bound=str)
V = TypeVar("V")


def compile_draft(draft: Draft) -> Rulebook:
    """The rulebook of a draft without problems. Raises ValueError where a file is not well formed."""
    scenario, sectors, agreement, agenda = draft.scenario, draft.sectors, draft.agreement, draft.agenda
    if scenario is None or sectors is None or agreement is None or agenda is None:
        raise ValueError("only a draft whose files are all well formed can be compiled")
    parts = [clause for _, clause in draft.clauses()]
    files = sorted((o for _, o in draft.organizations()), key=lambda o: o.number)
    slides = {a.id: a.slides for a in (draft.activities.activities if draft.activities else ())}
    return Rulebook(
        schema_version=SCHEMA_VERSION,
        id=scenario.id,
        title=scenario.title,
        summary=scenario.summary,
        setting=scenario.setting,
        minutes=scenario.minutes,
        credits=scenario.credits,
        licence=scenario.licence,
        background=curly(draft.source.texts.get("background.md", "").strip()),
        preamble=agreement.preamble,
        sectors=tuple(
            Sector(SectorCode(s.code), s.name, s.hue, s.speaks, s.decides, s.works, tuple(s.misread.items()))
            for s in sectors.sectors
        ),
        organizations=tuple(_organization(o, parts, scenario) for o in files),
        articles=_articles(agreement),
        clauses=tuple(_clause(c, files, scenario.term) for c in parts),
        default_clauses=tuple(ClauseId(c) for c in scenario.default_clauses),
        interactions=tuple(_interaction(i, files) for i in agreement.interactions),
        default_rule=rule_of(scenario.decision_rule),
        entry_share=scenario.entry_share,
        steps=tuple(
            Step(
                StepId(s.id),
                s.kind,
                s.title,
                s.minutes,
                s.question,
                s.do,
                s.say,
                s.watch,
                s.groups,
                s.group_size,
                s.panels,
                tuple(ClauseId(c) for c in s.clauses),
                tuple(Slide(p.title, p.lines) for p in slides.get(s.slides or "", ())),
                s.heard,
            )
            for s in agenda.steps
        ),
        casts=tuple(_cast(c, files) for c in scenario.casts),
        injects=compile_injects(draft.injects, files),
        tools=tuple(
            Tool(t.id, t.stage, t.title, t.purpose, t.questions, tuple(ClauseId(c) for c in t.clauses))
            for t in (draft.toolkit.tools if draft.toolkit else ())
        ),
        glossary=tuple(draft.glossary.terms.items()) if draft.glossary else (),
        plan=compile_plan(draft.plan, files),
        term=scenario.term,
        shocks=compile_stress(draft.stress),
        masthead=(draft.injects.masthead if draft.injects else None) or "",
    )


def _sorted(mapping: Mapping[K, V]) -> dict[K, V]:
    return {key: mapping[key] for key in sorted(mapping)}


def _years(years: tuple[int, ...], term: int) -> tuple[int, ...]:
    """Years as the rules have them: all of them are the whole term, which is written without any."""
    return () if len(years) == term else years


def _option(part: OptionPart, files: list[OrganizationFile], term: int) -> Option:
    return Option(
        OptionId(part.id),
        part.title,
        part.says,
        part.text,
        tuple(Need(n.kind, n.amount, n.line, _years(n.years, term)) for n in part.needs),
        compile_rule(part.rule),
        compile_sharing(part.sharing, files),
        compile_binds(part.binds),
    )


def _clause(part: ClausePart, files: list[OrganizationFile], term: int) -> Clause:
    return Clause(
        ClauseId(part.id),
        part.code,
        part.title,
        part.question,
        tuple(_option(o, files, term) for o in part.options),
        part.if_open,
        part.decides_rule,
    )


def _articles(agreement: AgreementFile) -> tuple[Article, ...]:
    return tuple(
        Article(number, a.title, a.given, tuple(ClauseId(c.id) for c in a.clauses))
        for number, a in enumerate(agreement.articles, start=1)
    )


def _interaction(part: InteractionPart, files: list[OrganizationFile]) -> Interaction:
    """A sector's delta counts for each of its organizations; an organization's own delta stands instead of it."""
    delta = {SeatId(o.id): part.delta.get(o.id, part.delta.get(o.sector, 0)) for o in files}
    return Interaction(
        tuple(OptionRef(r) for r in part.options),
        part.warning,
        _sorted({s: d for s, d in delta.items() if d}),
    )


def _cast(part: CastPart, files: list[OrganizationFile]) -> Cast:
    seats = part.seats if part.seats is not None else [o.id for o in files]
    hosts = _sorted({SeatId(merged): SeatId(host) for merged, host in part.hosts.items()})
    return Cast(part.size, part.title, tuple(SeatId(s) for s in seats), hosts)


def _organization(part: OrganizationFile, clauses: list[ClausePart], scenario: ScenarioFile) -> Organization:
    secret = part.confidential
    weights = find_weights(part, clauses)
    scores = find_scores(part, clauses, scale_of(scenario))
    by_id = {c.id: c for c in clauses}
    choices = {
        ClauseId(c): tuple(OptionRef(f"{c}.{o.id}") for o in by_id[c].options)
        for c in scenario.default_clauses
    }
    trusted = [Relation(SeatId(s), True, why) for s, why in secret.trusts.items()]
    doubted = [Relation(SeatId(s), False, why) for s, why in secret.doubts.items()]
    return Organization(
        id=SeatId(part.id),
        number=part.number,
        name=part.name,
        short=part.short,
        sector=SectorCode(part.sector),
        votes=part.vote,
        profile=part.public.profile,
        position=part.public.position,
        weight=part.weight,
        card=Card(**secret.card.model_dump()),
        brief=secret.brief,
        facts=secret.facts,
        relations=(*trusted, *doubted),
        interests=tuple(
            Interest(OptionRef(i.option), INTEREST_SIGNS[i.sign], i.why) for i in secret.interests
        ),
        pledge_cards=tuple(
            PledgeCard(p.id, p.title, p.kind, p.amount, p.line, p.cost, _years(p.years, scenario.term))
            for p in secret.pledge_cards
        ),
        alternative=Alternative(
            find_alternative(secret.alternative, weights, scores, choices), secret.alternative.text
        ),
        resources=_sorted(secret.resources),
        weights=_sorted(weights),
        scores=_sorted(scores),
        hosted=secret.hosted,
    )
