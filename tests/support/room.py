"""A seminar with one room, in memory: people sit down, act, and are refused, in the words of a test."""

from dataclasses import dataclass, replace

from simulator.core.commands import exercise as do
from simulator.core.commands import seminar as steer
from simulator.core.decide import decide
from simulator.core.deciding.seminar import decide_seminar
from simulator.core.envelope import Actor, Envelope
from simulator.core.evolving.exercise import evolve
from simulator.core.evolving.seminar import evolve_seminar, passed_on
from simulator.core.refusals import Refused
from simulator.core.state.exercise import Exercise
from simulator.core.state.seminar import Seminar
from simulator.core.views.parts import project
from tests.support.rulebooks import small_book

ROOM = "a"
START = 1_700_000_000_000
SYSTEM = Actor("system")
FACILITATOR = Actor("facilitator", "trainer")


@dataclass(frozen=True)
class Result:
    """What came of a wish: events, or the code of the refusal with its facts."""

    events: tuple = ()
    refused: str | None = None
    facts: dict | None = None

    @property
    def kinds(self):
        return [event.KIND for event in self.events]


class Room:
    """Drives `decide` and `evolve` as the application does, and keeps both logs."""

    def __init__(
        self,
        book=None,
        *,
        cast=8,
        bots="fill",
        help="words",
        depth="basic",
        talk="remote",
        letters="closed",
        start=True,
    ):
        self.book = book or small_book()
        self.seminar = Seminar("s", rulebook=self.book)
        self.state = Exercise(ROOM, self.book)
        self.seminar_log, self.log = [], []
        self.at = START
        self.watch = None  # called with (before, event, after) for every event of the exercise
        self.facilitator = Facilitator(self)
        if start:
            plan = steer.RoomPlan(ROOM, "Room A", cast)
            opened = self.steer(steer.OpenSeminar("book", (plan,), help, bots, depth, talk, letters))
            assert not opened.refused, opened
            started = self.act(
                SYSTEM, do.StartExercise("s", "Room A", "book", cast, bots, help, depth, talk, letters)
            )
            assert not started.refused, started

    # -- the two streams
    def tick(self, milliseconds=1000):
        self.at += milliseconds

    def act(self, actor, command):
        """A command of the exercise. A refusal changes nothing."""
        self.tick()
        try:
            events = decide(self.state, command, Envelope(actor, self.at, f"op{self.at}"))
        except Refused as no:
            return Result(refused=no.code, facts=no.facts)
        self.take(events)
        return Result(events)

    def take(self, events):
        for event in events:
            before, self.state = self.state, evolve(self.state, event)
            self.log.append(event)
            if self.watch:
                self.watch(before, event, self.state)

    def steer(self, command, actor=FACILITATOR):
        """A command of the seminar, passed on to the room as the application does."""
        self.tick()
        try:
            events = decide_seminar(self.seminar, command, Envelope(actor, self.at, f"op{self.at}"))
        except Refused as no:
            return Result(refused=no.code, facts=no.facts)
        for event in events:
            self.seminar = evolve_seminar(self.seminar, event)
            self.seminar_log.append(event)
            follow = passed_on(event, ROOM)
            if follow:
                result = self.act(SYSTEM, do.FollowSeminar(self.seminar.version, follow))
                assert not result.refused, result
        return Result(events)

    # -- people
    def seat(self, seat, *, read=True):
        """A person comes in and sits down here."""
        person = f"person-{seat}"
        self.steer(steer.JoinPerson(person))
        taken = self.steer(steer.ClaimSeat(person, ROOM, seat))
        assert not taken.refused, taken
        player = Player(self, seat)
        if read:
            player.reads()
        return player

    def friend(self, seat, name=""):
        """One more person of a delegation, whom the facilitator lets in."""
        person = name or f"friend-{seat}"
        self.steer(steer.JoinPerson(person))
        joined = self.steer(steer.LetIn(person, ROOM, seat))
        assert not joined.refused, joined
        return Player(self, seat, Actor("delegate", person, seat))

    def seats(self, *names):
        """People who have read their briefs."""
        return tuple(self.seat(name) for name in names)

    def bot(self, seat):
        return Player(self, seat, Actor("bot", "", seat))

    def delegate(self, seat):
        return Actor("delegate", self.state.seats[seat].person, seat)

    def everybody(self):
        return self.seats(*(s for s in self.state.seats))

    def view(self, audience):
        return project(self.state, audience)


class Player:
    """The people of one seat (or the rules that play it)."""

    def __init__(self, room, seat, actor=None):
        self.room, self.seat = room, seat
        self.actor = actor or Actor("delegate", f"person-{seat}", seat)

    def _do(self, command):
        return self.room.act(self.actor, command)

    def reads(self):
        return self._do(do.ConfirmBrief(self.seat))

    def leaves(self):
        return self.room.steer(steer.FreeSeat(self.actor.person), self.actor)

    def marks(self, target, value, reason="", seen=1, moves=""):
        return self._do(do.SetStance(self.seat, target, value, seen, reason, moves))

    def proposes(self, only_if="", rationale="", **terms):
        return self._do(do.MakeProposal(self.seat, terms, rationale, only_if))

    def revises(self, proposal, seen=1, only_if="", rationale="", **terms):
        return self._do(do.ReviseProposal(self.seat, proposal, terms, seen, rationale, only_if))

    def withdraws(self, proposal):
        return self._do(do.WithdrawProposal(self.seat, proposal))

    def votes(self, choice, reason="", decision=None):
        vote = self.room.state.open_decision
        return self._do(do.CastBallot(self.seat, decision or (vote.id if vote else "d1"), choice, reason))

    def pledges(self, card="", **free):
        return self._do(do.MakePledge(self.seat, card, **free))

    def revises_pledge(self, pledge, amount, seen=1, note="", **terms):
        return self._do(do.RevisePledge(self.seat, pledge, amount, seen, note, **terms))

    def withdraws_pledge(self, pledge):
        return self._do(do.WithdrawPledge(self.seat, pledge))

    def signs(self, how="sign", note="", seen=None):
        return self._do(
            do.GiveSignature(
                self.seat, how, self.room.state.signing.text_hash if seen is None else seen, note
            )
        )

    def leads(self, task):
        return self._do(do.LeadTask(self.seat, task))

    def asks(self, of, task):
        return self._do(do.AskToLead(self.seat, task, of))

    def refuses(self, task, reason="no people"):
        return self._do(do.RefuseLead(self.seat, task, reason))

    def hands_back(self, task, reason=""):
        return self._do(do.HandBackTask(self.seat, task, reason))

    def helps(self, task, amount):
        return self._do(do.SupportTask(self.seat, task, amount))

    def wants(self, option, mark="must"):
        return self._do(do.MarkWorksheet(self.seat, option, mark))

    def tells(self, whom, fact="0"):
        return self._do(do.TellFact(self.seat, fact, whom))

    def says(self, text, channel="plenary", to=()):
        return self._do(do.SendMessage(self.seat, channel, text, to))


class Facilitator:
    """Who steers the seminar and the room."""

    def __init__(self, room):
        self.room = room

    def _do(self, command):
        return self.room.act(FACILITATOR, command)

    def records(self, command):
        return self._do(command)

    def enters(self, step=""):
        return self.room.steer(steer.EnterStep(step))

    def pauses(self):
        return self.room.steer(steer.PauseClock())

    def resumes(self):
        return self.room.steer(steer.ResumeClock())

    def puts(self, target):
        return self._do(do.PutOnFloor(target))

    def opens(self, proposal="", seen=0, **terms):
        return self._do(do.OpenDecision(terms, proposal, seen))

    def closes(self, decision=None):
        vote = self.room.state.open_decision
        return self._do(do.CloseDecision(decision or (vote.id if vote else "d1")))

    def cancels(self, decision="d1"):
        return self._do(do.CancelDecision(decision))

    def names(self, *seats):
        return self._do(do.NameCommittee(seats))

    def opens_signing(self):
        return self._do(do.OpenSigning())

    def calls_reopening(self):
        return self._do(do.CallReopening())

    def reopens(self, *voters):
        """Reopen the text: alone where nobody has signed, otherwise by a decision in which all ``voters`` say yes."""
        if not voters:
            return self._do(do.ReopenText())
        assert not self.calls_reopening().refused
        for voter in voters:
            assert not voter.votes("yes").refused
        return self.closes()

    def concludes(self):
        return self._do(do.ConcludeSigning())

    def adopts(self, *voters, **terms):
        """A decision on these terms in which all ``voters`` say yes."""
        assert not self.opens(**terms).refused
        for voter in voters:
            assert not voter.votes("yes").refused
        closed = self.closes()
        assert self.room.state.decisions[closed.events[0].decision].status == "passed", closed
        return closed


def replay(room):
    """The exercise made again from its log."""
    state = Exercise(ROOM, room.book)
    for event in room.log:
        state = evolve(state, event)
    return state


def replay_seminar(room):
    """The seminar made again from its log."""
    state = Seminar("s", rulebook=room.book)
    for event in room.seminar_log:
        state = evolve_seminar(state, event)
    return state


def unread(room, seat):
    """The state with a brief that was not read, for looks at views."""
    return replace(room.state, seats={**room.state.seats, seat: replace(room.state.seats[seat], read=False)})
