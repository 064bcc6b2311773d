"""Who sits where, for any number of people: a plan to look at, before anything is done."""

from .finding import plan_seats as plan_seats
from .plan import Chair as Chair
from .plan import Place as Place
from .plan import Plan as Plan
from .plan import Problem as Problem
from .plan import RoomPlan as RoomPlan
from .sizes import best_cast as best_cast
from .sizes import best_rooms as best_rooms
from .sizes import rooms_for as rooms_for
from .wanted import MOST_PEOPLE as MOST_PEOPLE
from .wanted import Guest as Guest
from .wanted import RoomWanted as RoomWanted
from .wanted import Wishes as Wishes
