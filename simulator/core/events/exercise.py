"""What happened in a negotiation: every kind, put together from the topics.

Results stand in the events: tallies, deadlines, groups, what was before. ``recorded`` marks what a facilitator
entered for a seat, ``bot`` what the rules played.
"""

from . import (
    bargaining,
    binding,
    branching,
    consents,
    debrief,
    decisions,
    delegates,
    desk,
    heard,
    helping,
    injects,
    lending,
    letters,
    lobby,
    meetings,
    objections,
    offers,
    plan,
    press,
    proposals,
    replay,
    resources,
    senses,
    signatures,
    speakers,
    stances,
    tables,
    talk,
    trial,
    undo,
)
from .bargaining import *
from .binding import *
from .branching import *
from .consents import *
from .debrief import *
from .decisions import *
from .delegates import *
from .desk import *
from .heard import *
from .helping import *
from .injects import *
from .lending import *
from .letters import *
from .lobby import *
from .meetings import *
from .objections import *
from .offers import *
from .plan import *
from .press import *
from .proposals import *
from .replay import *
from .resources import *
from .senses import *
from .signatures import *
from .speakers import *
from .stances import *
from .tables import *
from .talk import *
from .trial import *
from .undo import *

ExerciseEvent = (
    lobby.Event
    | stances.Event
    | senses.Event
    | proposals.Event
    | bargaining.Event
    | offers.Event
    | decisions.Event
    | consents.Event
    | binding.Event
    | delegates.Event
    | lending.Event
    | objections.Event
    | plan.Event
    | resources.Event
    | signatures.Event
    | tables.Event
    | speakers.Event
    | talk.Event
    | undo.Event
    | letters.Event
    | replay.Event
    | meetings.Event
    | desk.Event
    | heard.Event
    | helping.Event
    | trial.Event
    | debrief.Event
    | injects.Event
    | branching.Event
    | press.Event
)
