"""What may be wished of a negotiation: every kind, put together from the topics.

``seat`` names the seat that acts; a facilitator records for any seat.
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
    | letters.Command
    | meetings.Command
    | desk.Command
)
