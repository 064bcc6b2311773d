"""What happened in a negotiation: every kind, put together from the topics.

Results stand in the events: tallies, deadlines, groups, what was before. ``recorded`` marks what a facilitator
entered for a seat, ``bot`` what the rules played.
"""

from . import (
    bargaining,
    binding,
    consents,
    decisions,
    delegates,
    desk,
    lending,
    letters,
    lobby,
    meetings,
    objections,
    offers,
    plan,
    proposals,
    resources,
    senses,
    signatures,
    speakers,
    stances,
    tables,
    talk,
)
from .bargaining import *
from .binding import *
from .consents import *
from .decisions import *
from .delegates import *
from .desk import *
from .lending import *
from .letters import *
from .lobby import *
from .meetings import *
from .objections import *
from .offers import *
from .plan import *
from .proposals import *
from .resources import *
from .senses import *
from .signatures import *
from .speakers import *
from .stances import *
from .tables import *
from .talk import *

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
    | letters.Event
    | meetings.Event
    | desk.Event
)
