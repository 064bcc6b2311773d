"""What may be wished of a negotiation: every kind, one line for each topic.

``seat`` names the seat that acts; a facilitator records for any seat.
"""

from .decisions import CancelDecision as CancelDecision
from .decisions import CastBallot as CastBallot
from .decisions import CloseDecision as CloseDecision
from .decisions import NameCommittee as NameCommittee
from .decisions import OpenDecision as OpenDecision
from .lobby import ConfirmBrief as ConfirmBrief
from .lobby import FollowSeminar as FollowSeminar
from .lobby import MarkPresence as MarkPresence
from .lobby import StartExercise as StartExercise
from .proposals import MakeProposal as MakeProposal
from .proposals import ReviseProposal as ReviseProposal
from .proposals import WithdrawProposal as WithdrawProposal
from .resources import MakePledge as MakePledge
from .resources import RevisePledge as RevisePledge
from .resources import WithdrawPledge as WithdrawPledge
from .signatures import ConcludeSigning as ConcludeSigning
from .signatures import GiveSignature as GiveSignature
from .signatures import OpenSigning as OpenSigning
from .signatures import ReopenText as ReopenText
from .stances import PutOnFloor as PutOnFloor
from .stances import SetStance as SetStance
from .talk import SendMessage as SendMessage

ExerciseCommand = (
    StartExercise | FollowSeminar | MarkPresence | ConfirmBrief
    | SetStance | PutOnFloor
    | MakeProposal | ReviseProposal | WithdrawProposal
    | OpenDecision | CastBallot | CloseDecision | CancelDecision | NameCommittee
    | MakePledge | RevisePledge | WithdrawPledge
    | OpenSigning | GiveSignature | ReopenText | ConcludeSigning
    | SendMessage
)  # fmt: skip
