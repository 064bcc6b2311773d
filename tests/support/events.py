"""One example of every event, as it might have happened. What the golden files hold must still mean this."""

from simulator.core import seminar_change as change
from simulator.core.clockwork import Clock
from simulator.core.events import exercise as ev
from simulator.core.events import seminar as sem
from simulator.core.rulebook import Rule, Share
from simulator.core.state.groups import Group
from simulator.core.tally import Check, Count, Electorate, Outcome

RULE = Rule(
    "consensus",
    "Two may object.",
    "present",
    quorum=Share(1, 2, strictly=True),
    blocks=2,
    fallback=Rule("weighted", "By weight.", "cast", Share(1, 2), Share(1, 3), Share(2, 3), per_caucus=2),
)
ELECTORATE = Electorate(
    ("city", "shop"), ("city",), {"city": "GO", "shop": "BU"}, {"city": 5, "shop": 2}, ("city",)
)
OUTCOME = Outcome(
    True,
    2,
    1,
    0,
    3,
    (
        Count("unanimity", 6, (Check("heard", 3, 6, 6, False),), False),
        Count("double", 6, (Check("yes", 2, 2, 6, True), Check("caucus", 1, 1, 3, True, "GO")), True),
    ),
)
GROUP = Group("talk-1", "mixed", 1, ("city", "shop"), "city", "shop")
CLOCK = Clock(ends_at=1_700_000_600_000)

EXERCISE = (
    ev.ExerciseStarted(
        "s1",
        "Room A",
        "5f2c",
        8,
        ("city", "shop"),
        ("rule", "money"),
        "fill",
        "words",
        "full",
        "room",
        "debrief",
    ),
    ev.SeminarFollowed(3, change.SeatHeld("city", "7b1e")),
    ev.SeminarFollowed(4, change.SeatLeft("city")),
    ev.SeminarFollowed(4, change.Standing("7b1e", True)),
    ev.SeminarFollowed(5, change.StepBegun("talk", CLOCK), (GROUP,), "rule"),
    ev.SeminarFollowed(6, change.ClockSet(Clock(remaining=-5_000))),
    ev.SeminarFollowed(6, change.ClockSet(CLOCK, 9_000)),
    ev.SeminarFollowed(7, change.SlideSet(2)),
    ev.SeminarFollowed(8, change.SceneSet("room")),
    ev.SeminarFollowed(9, change.NoticeSet("Five minutes.")),
    ev.SeminarFollowed(9, change.EyesSet(True, "Look here.")),
    ev.SeminarFollowed(10, change.HelpSet("points")),
    ev.PresenceMarked("city", True),
    ev.BriefConfirmed("city"),
    ev.StanceSet("city", "rule.double", "with", "yes", "not alone", 2, recorded=True),
    ev.StanceSet("city", "rule.double", None, "with", "", 2, bot=True),
    ev.StanceSet("city", "rule.double", "doubt", "mostly", "", 2, moves="the shops come too"),
    ev.ProposalMade("p1", "city", "talk-1", {"rule": "double", "money": "fund"}, "ours", "lead.city"),
    ev.ProposalMade(
        "p9f",
        "city",
        "",
        {"money": "fund"},
        "",
        "",
        False,
        ("city", "shop"),
        "p1",
        {"money": "Our own."},
        ("shop",),
    ),
    ev.ProposalRevised("p1", 2, {"rule": "double"}, "better", "", recorded=True),
    ev.ProposalRevised(
        "p9f",
        2,
        {"money": "fund"},
        "",
        "",
        False,
        ("city", "shop"),
        {"money": "Ours."},
        "shop",
        ("clause:money",),
    ),
    ev.ProposalWithdrawn("p1", recorded=True),
    ev.ProposalMade(
        "g1", "city", "talk-1", {"rule": "double"}, "ours", "", recorded=True, place=7, caucus="GO"
    ),
    ev.RoleGiven("talk-1", "scribe", "shop", "city", recorded=True),
    ev.SheetWritten("talk-1", "shop", {"rule": "double"}, "so", "lead.city", 3, ("city", "shop")),
    ev.ReportGiven("talk-1", "shop", "A fund.", "The bill.", ("city", "shop"), recorded=True),
    ev.FloorAsked("city", True),
    ev.ListLeft("city", recorded=True),
    ev.TurnStarted("city", CLOCK),
    ev.TurnEnded("city", -5_000),
    ev.TurnSet(90),
    ev.ProposalWithdrawn("p9f", False, ("city", "shop")),
    ev.ProposalMoved("p9f", "p9e", ("city", "shop")),
    ev.SponsorsAsked("p9f", ("shop",), ("city", "shop"), recorded=True),
    ev.SponsorAnswered("p9f", "shop", 2, True, ("city", "shop")),
    ev.OfferMade(
        "f9f", "city", ("city", "shop"), "We pay.", "lead.city", "They sweep.", "money.fund", "talk", True
    ),
    ev.OfferAnswered("f9f", "shop", True, ("city", "shop"), recorded=True),
    ev.OfferWithdrawn("f9f", ("city", "shop")),
    ev.OfferShown("f9f"),
    ev.FloorPut("rule.double", "rule"),
    ev.DecisionOpened(
        "d1", {"rule": "double"}, "p1", RULE, "rule.consensus", ELECTORATE, ("bank",), 1_700_000_000_000
    ),
    ev.DecisionOpened(
        "d3",
        {"money": "fund"},
        "p9e",
        RULE,
        "",
        ELECTORATE,
        (),
        1_700_000_000_000,
        {"money": "Our own words."},
    ),
    ev.BallotCast("d1", "city", "aside", "well", "no", recorded=True),
    ev.DecisionClosed("d1", OUTCOME),
    ev.DecisionCancelled("d2"),
    ev.ClauseAdopted("rule", "double", "d1", "unanimity"),
    ev.ClauseAdopted("money", "fund", "d3", None, "Our own words."),
    ev.RuleChanged(RULE, "rule.consensus", ("city", "shop")),
    ev.CommitteeNamed(("city",), ("shop",)),
    ev.PledgeMade("r1", "city", "cash", 50, "bus line", "gladly", "cash", recorded=True),
    ev.PledgeMade(
        "r2", "shop", "staff", 5, "desk", "", "", bot=True, condition="the city pays", only_if="lead.city"
    ),
    ev.PledgeRevised("r1", 2, 60, "more", 50, condition="the shop pays", only_if="rule.double"),
    ev.PledgeWithdrawn("r1", at=1_700_000_000_000),
    ev.LeadAsked("survey", "city", "shop", bot=True),
    ev.LeadTaken("survey", "city", recorded=True),
    ev.LeadRefused("survey", "county", "no people", bot=True),
    ev.TaskHandedBack("survey", "city", "too much", recorded=True),
    ev.TaskSupported("survey", "shop", 3, 1),
    ev.TasksDropped(("survey", "lamps")),
    ev.SigningOpened("ab" * 32, ("city", "shop"), 2),
    ev.SignatureGiven("city", "reserve", "our council", "ab" * 32, "sign", bot=True, part_hash="cd" * 32),
    ev.TextReopened(2),
    ev.SigningConcluded(2, 2, True),
    ev.SigningConcluded(2, 2, False, 3),
    ev.SeminarFollowed(11, change.MemberIn("city", "8c2f")),
    ev.SeminarFollowed(12, change.MemberOut("city", "8c2f", True)),
    ev.SeminarFollowed(13, change.Asking("city", "8c2f", True)),
    ev.SeminarFollowed(14, change.SeatGiven("city", "7b1e", "shop")),
    ev.SeminarFollowed(15, change.SwapWish("city", "7b1e", True, "a", "county")),
    ev.WorksheetMarked("city", "rule.double", "must", "nice"),
    ev.FactTold("city", 1, ("shop",), 1_700_000_000_000),
    ev.ActNoted("city", "7b1e", "stance.set", "rule.double", "yes", 1_700_000_000_000),
    ev.MessageSent("city", "private", ("city", "shop"), "psst – “so”", 1_700_000_000_001),
)
SEMINAR = (
    sem.SeminarOpened("5f2c", "words", "fill", "arrive", "full", "room", "debrief"),
    sem.RoomOpened("a", "Room A", 8, ("city", "shop")),
    sem.PersonJoined("7b1e"),
    sem.SeatClaimed("7b1e", "a", "city"),
    sem.SeatFreed("7b1e", "a", "city"),
    sem.PhraseRenewed("a", "city", 2),
    sem.StepEntered("talk", 1_700_000_000_000, CLOCK),
    sem.ClockChanged("paused", CLOCK, Clock(remaining=30_000)),
    sem.SlideShown(1),
    sem.SceneShown("room"),
    sem.NoticeGiven("Five minutes."),
    sem.EyesChanged(True, "Look here."),
    sem.HelpChanged("off"),
    sem.DelegationAsked("8c2f", "a", "city"),
    sem.DelegationRefused("8c2f", "a", "city"),
    sem.MemberJoined("8c2f", "a", "city"),
    sem.MemberLeft("8c2f", "a", "city", True),
    sem.SeatLeftTo("7b1e", "a", "city", "shop"),
    sem.SwapAsked("7b1e", "a", "city"),
    sem.SwapOffered("7b1e", "a", "city", "a", "shop"),
    sem.SwapClosed("7b1e", "a", "city"),
)
