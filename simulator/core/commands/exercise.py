"""What may be wished of a negotiation: every kind, put together from the topics.

``seat`` names the seat that acts; a facilitator records for any seat.
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

ExerciseCommand = (
    lobby.Command
    | stances.Command
    | senses.Command
    | proposals.Command
    | bargaining.Command
    | offers.Command
    | decisions.Command
    | consents.Command
    | binding.Command
    | delegates.Command
    | lending.Command
    | objections.Command
    | plan.Command
    | resources.Command
    | signatures.Command
    | tables.Command
    | speakers.Command
    | talk.Command
    | undo.Command
    | letters.Command
    | replay.Command
    | meetings.Command
    | desk.Command
    | heard.Command
    | helping.Command
    | trial.Command
    | debrief.Command
    | injects.Command
    | branching.Command
    | press.Command
)
