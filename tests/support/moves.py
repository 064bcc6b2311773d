"""Commands for what is permitted, drawn within the bounds, and commands that break exactly one bound."""

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from simulator.core.choosing import caucus_choice
from simulator.core.commands import seminar as steer
from simulator.core.decide import MOVES
from simulator.core.deciding.consents import free_clauses
from simulator.core.deciding.decisions import committee_size
from simulator.core.five_years import run_trial
from simulator.core.rulebook import RESOURCE_KINDS
from simulator.core.supplies import fits
from simulator.core.years import read, spell
from tests.support.events import LEFT, RESULT

CLASS_OF = {command.KIND: command for command in MOVES}
OF_THE_APPLICATION = ("exercise.start", "seminar.follow", "branch.begin", "branch.tell")
SEAT_MOVES = tuple(command for command, move in MOVES.items() if move.for_seat)
texts = st.sampled_from(["", "because", "  two spaces  ", "x" * 200])


def examples(few):
    """How many long histories to draw: ``few`` at every push, fewer where the profile is brief."""
    return min(few, settings().max_examples)


def terms(draw, state):
    clauses = draw(st.lists(st.sampled_from(state.clauses), min_size=1, max_size=3, unique=True))
    return {c: draw(st.sampled_from(state.rulebook.clause_of[c].options)).id for c in clauses}


def readers(draw, state, audience, seat):
    """Some of those who see a proposal, and not its author."""
    others = [s for s in audience or state.seats if s != seat]
    return tuple(draw(st.lists(st.sampled_from(others), max_size=2, unique=True)))


def tabled(draw, state, made, seat, target):
    """A package for some or for all, or an answer to one for those who see it."""
    chosen = terms(draw, state)
    wording = {c: draw(texts) for c in chosen} if draw(st.booleans()) else {}
    given = {"parent": target, "rationale": draw(texts), "wording": wording}
    parent = state.proposals.get(target)
    others = [s for s in (parent and parent.audience) or state.seats if s != seat]
    how = draw(st.sampled_from(["same" if target else "all", "named"]))
    if how == "named":
        to = tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)))
        return made(seat, chosen, how, to, sponsors=to[:1] if draw(st.booleans()) else (), **given)
    return made(
        seat, chosen, how, sponsors=readers(draw, state, parent.audience if parent else (), seat), **given
    )


def committee(draw, state):
    """Seats that make a whole committee under the rule in force."""
    rule, chosen, room = state.rule, [], {}
    for seat in draw(st.permutations(state.voters)):
        sector = state.seats[seat].sector
        if room.get(sector, 0) < rule.per_caucus:
            chosen.append(seat)
            room[sector] = room.get(sector, 0) + 1
    assert len(chosen) == committee_size(state, rule)
    return tuple(chosen)


def command_for(draw, state, kind, seat, target, bounds):
    """A command of this kind within ``bounds``."""
    made = CLASS_OF[kind]
    match kind:
        case "brief.confirm":
            return made(seat)
        case "presence.mark":
            return made(seat, draw(st.booleans()))
        case "stance.set":
            value = draw(st.sampled_from(bounds.values["value"]))
            return made(seat, target, value, bounds.seen, draw(texts), draw(texts))
        case "proposal.make":
            return made(
                seat,
                terms(draw, state),
                draw(texts),
                draw(st.sampled_from(["", "lead.city"])) if _has_lead(state) else "",
            )
        case "proposal.revise":
            return made(seat, target, terms(draw, state), bounds.seen, draw(texts))
        case "proposal.table":
            return tabled(draw, state, made, seat, target)
        case "proposal.edit":
            old = state.proposals[target]
            chosen = terms(draw, state) if draw(st.booleans()) else dict(old.terms)
            wording = {c: draw(texts) for c in chosen} if draw(st.booleans()) else dict(old.wording)
            wording = {c: w for c, w in wording.items() if c in chosen}
            return made(seat, target, chosen, old.version, draw(texts), old.only_if, wording)
        case "proposal.widen":
            to = tuple(s for s in state.seats if s not in state.proposals[target].audience)[:1]
            return made(seat, target, "named" if to and draw(st.booleans()) else "all", bounds.seen, to)
        case "sponsor.ask":
            return made(seat, target, readers(draw, state, state.proposals[target].audience, seat))
        case "sponsor.answer":
            return made(seat, target, bounds.seen, draw(st.booleans()))
        case "offer.make":
            others = [s for s in state.seats if s != seat]
            to = tuple(draw(st.lists(st.sampled_from(others), min_size=1, max_size=2, unique=True)))
            wants = draw(st.sampled_from(state.rulebook.refs(state.clauses[0])))
            until = draw(st.sampled_from(bounds.values["until"]))
            return made(seat, to, "we pay", "", draw(texts), wants, until, draw(st.booleans()))
        case "offer.extend":
            return made(seat, target, bounds.seen)
        case "offer.lapse":
            return made(target)
        case "offer.answer":
            return made(seat, target, draw(st.booleans()))
        case "proposal.withdraw" | "offer.withdraw" | "pledge.withdraw":
            return made(seat, target)
        case "sense.open":
            return made(target, draw(st.sampled_from(bounds.values["how"])))
        case "sense.close" | "sense.cancel":
            return made(target)
        case "sense.same":
            return made(seat, target)
        case "floor.put":
            return made(target)
        case "decision.open":
            return made({}, target, bounds.seen) if target else made(terms(draw, state))
        case "convener.call_decision":
            return made(seat, target, bounds.seen)
        case "convener.give_turn" | "convener.end_turn":
            return made(seat, target)
        case "review.call" | "review.end":
            return made()
        case "review.decide":
            return made(target)
        case "ballot.cast":
            return made(seat, target, draw(st.sampled_from(bounds.values["choice"])), draw(texts))
        case "decision.close" | "decision.cancel" | "act.undo":
            return made(target)
        case "committee.name":
            return made(committee(draw, state))
        case "committee.mark":
            return made(seat, target, draw(st.booleans()))
        case "committee.seat":
            choice = caucus_choice(state, target)
            return made(target, tuple(draw(st.permutations(choice.tied)))[: choice.left])
        case "consent.list" if target:
            return made({}, target, bounds.seen, draw(st.integers(*bounds.amount)))
        case "consent.list":
            free = free_clauses(state)
            clauses = draw(st.lists(st.sampled_from(free), min_size=1, max_size=2, unique=True))
            chosen = {c: draw(st.sampled_from(state.rulebook.clause_of[c].options)).id for c in clauses}
            return made(chosen, amount=draw(st.integers(*bounds.amount)))
        case "consent.object":
            return made(seat, target, draw(texts))
        case "consent.take_off" | "consent.settle" | "consent.adopt":
            return made(target)
        case "vote.lend":
            return made(seat, target, draw(st.booleans()))
        case "objection.put":
            return made(seat, target, draw(texts))
        case "vote.take_back":
            return made(seat)
        case "pledge.make" if target:
            return made(
                seat,
                target,
                note=draw(texts),
                condition=draw(texts),
                only_if=draw(st.sampled_from(bounds.values["only_if"])),
                years=draw(st.sampled_from(bounds.values["years"])),
            )
        case "pledge.make":
            line = draw(st.sampled_from(bounds.values["line"]))
            amount, years = draw(st.integers(*bounds.amount)), draw(st.sampled_from(bounds.values["years"]))
            kinds = [k for k in RESOURCE_KINDS if fits(state, seat, k, amount, read(years))]
            return made(
                seat, "", draw(st.sampled_from(kinds)), amount, line,
                condition=draw(texts), only_if=draw(st.sampled_from(bounds.values["only_if"])), years=years,
            )  # fmt: skip
        case "pledge.revise":
            old, amount = state.pledges[target], draw(st.integers(*bounds.amount))
            years = draw(st.sampled_from(bounds.values["years"]))
            if not fits(state, seat, old.kind, amount, read(years), target):
                amount, years = old.amount, spell(old.years)
            return made(
                seat, target, amount, bounds.seen, draw(texts),
                draw(st.sampled_from(["", "the shop pays"])), draw(st.sampled_from(bounds.values["only_if"])), years,
            )  # fmt: skip
        case "task.ask":
            return made(seat, target, draw(st.sampled_from(bounds.values["of"])))
        case "task.lead":
            return made(seat, target)
        case "task.refuse" | "task.hand_back":
            return made(seat, target, draw(texts.filter(str.strip)))
        case "task.support":
            return made(seat, target, draw(st.integers(*bounds.amount)))
        case "signature.give":
            how = draw(st.sampled_from(bounds.values["how"]))
            return made(seat, how, bounds.seen, "our council" if how in bounds.wants else "")
        case "message.send":
            to = tuple(
                draw(st.lists(st.sampled_from(list(state.seats)), min_size=1, max_size=2, unique=True))
            )
            return made(
                seat, target, draw(st.sampled_from(["hello", "x" * 500])), to if target == "private" else ()
            )
        case "table.take_pen" | "speaker.withdraw" | "speaker.start" | "speaker.end":
            return made(seat)
        case "table.write":
            return made(seat, terms(draw, state), bounds.seen, draw(texts))
        case "table.hand_in":
            return made(seat, bounds.seen)
        case "table.report":
            return made(seat, draw(texts.filter(str.strip)), draw(texts))
        case "table.name":
            return made(target, *(draw(st.sampled_from(bounds.values[f])) for f in ("role", "member")))
        case "speaker.invite" | "heard.close":
            return made(target)
        case "heard.ask":
            return made()
        case "heard.answer":
            others = [s for s in state.seats if s != seat]
            changed = tuple(draw(st.lists(st.sampled_from([*others, "nobody"]), max_size=2, unique=True)))
            return made(seat, target, draw(st.sampled_from(bounds.values["heard"])), draw(texts), changed)
        case "speaker.tap":
            return made(seat, target, draw(st.sampled_from(bounds.values["who"])))
        case "speaker.ask":
            return made(seat, draw(st.booleans()))
        case "speaker.set_turn":
            return made(draw(st.integers(*bounds.amount)))
        case "worksheet.mark":
            return made(seat, target, draw(st.sampled_from(bounds.values["mark"])))
        case "fact.tell":
            return made(seat, target, draw(st.sampled_from(bounds.values["whom"])))
        case "help.ask":
            about = draw(st.sampled_from(bounds.values["about"]))
            return made(seat, about, "where is it?" if about in bounds.wants else "")
        case "help.take_back" | "line.read":
            return made(seat)
        case "help.read":
            return made(seat, draw(st.booleans()))
        case "help.reply":
            how = draw(st.sampled_from(bounds.values["how"]))
            return made(target, how, draw(st.sampled_from(bounds.values["answer"][1:])))
        case "line.send":
            held = [s.id for s in state.seats.values() if s.person]
            to = tuple(draw(st.lists(st.sampled_from(held), min_size=1, max_size=3, unique=True)))
            what, about = (draw(st.sampled_from(bounds.values[f])) for f in ("what", "about"))
            return made(to, what, about)
        case "laptops.note_quiet":
            return made(tuple(draw(st.lists(st.sampled_from(list(state.seats)), max_size=3, unique=True))))
        case "seat.look":
            return made(target)
        case "trial.run":
            return made(draw(st.booleans()))
        case "trial.record":
            return made(run_trial(state, state.trial.call.seed, 20))
        case "trial.tell":
            return made(draw(st.integers(*bounds.amount)))
        case "trial.change" | "debrief.reveal":
            return made(target)
        case "debrief.record":
            return made(LEFT)
        case "replay.open":
            return made(target)
        case "replay.show":
            return made(draw(st.integers(*bounds.amount)), draw(st.sampled_from(bounds.values["clause"])))
        case "meeting.give":
            return made(target, draw(texts))
        case "inject.throw" | "inject.unplan" | "inject.bring" | "press.publish":
            return made(target)
        case "press.submit":
            return made(
                draw(st.sampled_from(["Bridge talks stall", " Two  spaces "])), "They sat until noon."
            )
        case "press.decline":
            return made(target, "We heard it otherwise.")
        case "inject.plan":
            step = draw(st.sampled_from(bounds.values["step"]))
            return made(target, step, draw(st.integers(0 if step else 1, bounds.amount[1])))
        case (
            "letters.open" | "signing.open" | "signing.call_reopening" | "signing.reopen" | "signing.conclude"
        ):
            return made()
    raise AssertionError(f"no example of {kind}")


def _has_lead(state):
    return state.rulebook.option_at("lead.city") is not None


def out_of_bounds(command, bounds):
    """The same command with one bound broken, once for each bound."""
    for name, most in bounds.texts.items():
        yield replace(command, **{name: "x" * (most + 1)})
    for name in bounds.required:
        yield replace(command, **{name: " \n"})
    for name, values in bounds.values.items():
        yield replace(command, **{name: "".join(values) + "?"})
        yield from (
            replace(command, **{name: value, wanted: " "})
            for value, wanted in bounds.wants.items()
            if value in values
        )
    if bounds.seen is not None:
        yield replace(command, seen=bounds.seen + type(bounds.seen)(1))
    if bounds.amount:
        yield replace(command, amount=bounds.amount[0] - 1)
        yield replace(command, amount=bounds.amount[1] + 1)
    if bounds.terms:
        yield replace(command, terms={})
        yield replace(command, terms={"no-such-clause": "x"})
        yield replace(command, terms={next(iter(command.terms)): "no-such-option"})


def any_command(draw, state):
    """A command that may or may not be allowed: any kind, for any seat, on anything that has a name."""
    kind = draw(st.sampled_from([k for k in CLASS_OF if k not in OF_THE_APPLICATION]))
    seat = draw(st.sampled_from([*state.seats, "", "nobody"]))
    names = [
        "",
        "p1",
        "p2",
        "d1",
        "d2",
        "c1",
        "c2",
        "r1",
        "cash",
        "plenary",
        "private",
        "lead.city",
        "rule.steering",
        "nothing",
        "survey",
        "ledger",
    ]
    names += [*state.proposals, *state.offers, *state.consents.items, "s1", "s2"]
    target, seen = draw(st.sampled_from(names)), draw(st.sampled_from([0, 1, 2]))
    fields = {
        "seat": seat,
        "target": target,
        "seen": state.signing.text_hash if kind == "signature.give" else seen,
        "proposal": target,
        "decision": target,
        "speaker": seat,
        "pledge": target,
        "card": target,
        "channel": target,
        "task": target,
        "of": draw(st.sampled_from(["city", "shop", "nobody"])),
        "value": draw(st.sampled_from(["yes", "no", "", "mostly", "maybe"])),
        "moves": draw(texts),
        "choice": draw(st.sampled_from(["yes", "no", "maybe"])),
        "how": draw(st.sampled_from(["sign", "reserve", "maybe"])),
        "amount": draw(st.sampled_from([0, 10])),
        "kind": draw(st.sampled_from(["cash", "love"])),
        "line": draw(st.sampled_from(["bus line", "line of city", "x"])),
        "terms": draw(st.sampled_from([{}, {"lead": "board"}, {"extra": "one"}])),
        "text": draw(texts),
        "fresh": draw(st.booleans()),
        "step": draw(st.sampled_from(["", "talk", "nowhere"])),
        "inject": draw(st.sampled_from([*(i.id for i in state.rulebook.injects), "nobody"])),
        "level": draw(st.sampled_from(["public", "hands", "letters", "x"])),
        "story": draw(st.sampled_from([*state.press, "nobody"])),
        "headline": draw(texts),
        "words": draw(texts),
        "what": draw(st.sampled_from(["count", "best", "all", "mark", "meet", "x"])),
        "result": RESULT,
        "left": LEFT,
        "note": draw(texts),
        "live": draw(texts),
        "hinder": draw(texts),
        "point": draw(st.booleans()),
        "round": draw(st.sampled_from(["h1", "h2", "x"])),
        "heard": draw(st.sampled_from(["yes", "partly", "no", "", "loud"])),
        "changed": draw(st.sampled_from([(), ("shop",), ("nobody",), ("city", "shop", "walkers")])),
        "who": draw(st.sampled_from(["", "city", "shop", "x"])),
        "group": draw(st.sampled_from(["talk-1", "meet-2", "x"])),
        "role": draw(st.sampled_from(["scribe", "spokesperson", "king"])),
        "member": draw(st.sampled_from(["city", "shop"])),
        "reason": draw(texts),
        "rationale": "",
        "only_if": draw(st.sampled_from(["", "lead.city", "lead.x"])),
        "seats": draw(st.sampled_from([(), ("city",), ("city", "shop", "walkers")])),
        "delegate": draw(st.sampled_from(["city", "county", "shop", "nobody"])),
        "up": draw(st.booleans()),
        "sector": draw(st.sampled_from(["GO", "BU", "XX"])),
        "settled": draw(st.sampled_from([(), ("city",)])),
        "present": draw(st.booleans()),
        "audience": draw(st.sampled_from(["all", "caucus", "named", "same", "nobody"])),
        "parent": draw(st.sampled_from(["", target])),
        "base": seen,
        "sponsors": draw(st.sampled_from([(), ("shop",), ("nobody",)])),
        "wording": draw(st.sampled_from([{}, {"lead": "our own words"}, {"extra": "x"}])),
        "offer": target,
        "item": target,
        "check": target,
        "link": draw(texts),
        "give": draw(texts),
        "accept": draw(st.sampled_from(["", "lead.city", "extra.one"])),
        "want": draw(texts),
        "wants": draw(st.sampled_from(["", "lead.city", "lead.x"])),
        "until": draw(st.sampled_from(["step", "text", "5", "never"])),
        "shown": draw(st.booleans()),
        "agree": draw(st.booleans()),
        "consent": draw(st.booleans()),
        "about": draw(st.sampled_from(["come", "words", "rule.double", "", "x"])),
        "answer": draw(st.sampled_from(["", "reload", "x"])),
        "enough": draw(st.booleans()),
        "to": target
        if kind == "vote.lend"
        else seat
        if kind in ("help.reply", "seat.look", "speaker.invite")
        else draw(st.sampled_from([(), ("shop",), ("nobody",)])),
        "once": draw(st.booleans()),
        "option": target,
        "mark": draw(st.sampled_from(["must", "", "maybe"])),
        "act": target,
        "fact": draw(st.sampled_from(["0", "9", "", "one"])),
        "whom": draw(st.sampled_from(["everybody", "group", "shop", "nobody"])),
        "ours": draw(st.sampled_from(["?", "", "yes"])),
    }
    made = CLASS_OF[kind]
    return made(**{name: fields[name] for name in made.__dataclass_fields__ if name in fields})


def delegations(room, sitting, empty):
    """Friends who come to a seat that somebody holds, and leave it; people who go home, and who want another role."""
    for seat in sitting[:2]:
        friend = f"friend-{seat.id}"
        if friend in room.seminar.people:
            yield from (steer.AskToJoin(friend, "a", seat.id), steer.LetIn(friend, "a", seat.id))
            yield from (steer.TurnAway(friend, "a", seat.id), steer.FreeSeat(friend))
        else:
            yield steer.JoinPerson(friend)
        yield from (
            steer.AskForSwap(seat.person),
            steer.AnswerSwap(seat.person),
            steer.AnswerSwap(seat.person, False),
        )
        yield from (steer.OfferSeat(seat.person, "a", other.id) for other in empty[:1])
        yield steer.LeaveSeat(seat.person, sitting[-1].id, True)
    for seat in sitting[2:3]:
        yield from (steer.LeaveSeat(seat.person), steer.LeaveSeat(seat.people[-1]))


def steering(draw, room):
    """A command of the seminar that changes something for the room."""
    sitting = [s for s in room.state.seats.values() if s.person]
    empty = [s for s in room.state.seats.values() if not s.person]
    choices = [steer.EnterStep(draw(st.sampled_from(room.book.steps)).id)]
    choices += [
        steer.EyesUp(draw(st.booleans()), draw(st.sampled_from(["", "Look here."]))),
        steer.Announce(draw(st.sampled_from(["", "Hush."]))),
        steer.SetHelp(draw(st.sampled_from(["points", "off"]))),
        steer.SkipStep(room.book.steps[-1].id, draw(st.booleans())),
        steer.SetAgenda({room.book.steps[-1].id: draw(st.integers(1, 9))}, room.state.agenda.out),
    ]
    choices += [
        steer.ShowScene(draw(st.sampled_from(steer.SCENES))),
        steer.ShowSlide(draw(st.integers(0, 1))),
    ]
    choices += [steer.PauseClock(), steer.ResumeClock(), steer.ResumeClock(), steer.ExtendStep(5)]
    choices += [steer.ThrowEverywhere(i.id) for i in room.book.injects[:3]]
    choices += [steer.PutOrderBack(o.version) for o in room.seminar.orders[-1:]]
    choices += [steer.NameProxy("a", s.id, draw(st.sampled_from(["", *room.state.seats]))) for s in empty[:2]]
    choices += [steer.FreeSeat(s.person) for s in sitting[:1]]
    choices += delegations(room, sitting, empty)
    choices += [steer.ClaimSeat(f"person-{s.id}", "a", s.id) for s in empty[:2]]
    return draw(st.sampled_from(choices))
