"""What happened in a negotiation: every kind, one line for each topic.

Results stand in the events: tallies, deadlines, groups, what was before. ``recorded`` marks what a facilitator
entered for a seat, ``bot`` what the rules played.
"""

from .decisions import BallotCast as BallotCast
from .decisions import ClauseAdopted as ClauseAdopted
from .decisions import CommitteeNamed as CommitteeNamed
from .decisions import DecisionCancelled as DecisionCancelled
from .decisions import DecisionClosed as DecisionClosed
from .decisions import DecisionOpened as DecisionOpened
from .decisions import RuleChanged as RuleChanged
from .lobby import BriefConfirmed as BriefConfirmed
from .lobby import ExerciseStarted as ExerciseStarted
from .lobby import PresenceMarked as PresenceMarked
from .lobby import SeminarFollowed as SeminarFollowed
from .proposals import ProposalMade as ProposalMade
from .proposals import ProposalRevised as ProposalRevised
from .proposals import ProposalWithdrawn as ProposalWithdrawn
from .resources import PledgeMade as PledgeMade
from .resources import PledgeRevised as PledgeRevised
from .resources import PledgeWithdrawn as PledgeWithdrawn
from .signatures import SignatureGiven as SignatureGiven
from .signatures import SigningConcluded as SigningConcluded
from .signatures import SigningOpened as SigningOpened
from .signatures import TextReopened as TextReopened
from .stances import FloorPut as FloorPut
from .stances import StanceSet as StanceSet
from .talk import MessageSent as MessageSent

ExerciseEvent = (
    ExerciseStarted | SeminarFollowed | PresenceMarked | BriefConfirmed
    | StanceSet | FloorPut
    | ProposalMade | ProposalRevised | ProposalWithdrawn
    | DecisionOpened | BallotCast | DecisionClosed | DecisionCancelled | ClauseAdopted | RuleChanged | CommitteeNamed
    | PledgeMade | PledgeRevised | PledgeWithdrawn
    | SigningOpened | SignatureGiven | TextReopened | SigningConcluded
    | MessageSent
)  # fmt: skip
