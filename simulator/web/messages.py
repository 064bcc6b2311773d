"""Every refusal in a sentence that says why and what to do instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "actor.not_yours": "That belongs to another seat. Go back to your own page.",
    "actor.not_allowed": "Only a facilitator can do that. Ask them, or write to the facilitator.",
    "room.paused": "The room is paused. Keep what you have; you can send it when the facilitator goes on.",
    "brief.unread": "Your brief comes first. Read it and tap “I have read it”; then everything else opens.",
    "target.unknown": "That is no longer here. Look at the page again and choose one that is.",
    "target.stale": "The text changed while you were reading. Look at what is there now, then answer again.",
    "text.too_long": "That is {length} characters; {most} fit. Shorten it and send it again.",
    "text.empty": "Nothing is written here yet. Write a few words, then send.",
    "value.unknown": "That choice does not exist. Choose one that is shown.",
    "reason.missing": "This answer needs a reason. Say why in a sentence, then send it again.",
    "clause.not_in_play": "This clause is not part of today's agreement. Choose one that is shown.",
    "table.none": "In this step everybody sits together: there is no table to write for. Speak to all, or wait.",
    "table.pen_not_yours": "{scribe} writes for your table now. Tap “I write now” first; what you typed is still here.",
    "talk.in_room": "You sit in one room: go over and say it. On this page you can write to the facilitator.",
    "speaker.not_next": "Others come before you. Wait until you are first on the list, or tap “Point of order”.",
    "speaker.none": "This seat is not speaking now. Look at the list: somebody else has the floor, or nobody.",
    "terms.empty": "No option is chosen yet. Choose at least one, then send.",
    "proposal.closed": "This proposal was withdrawn or adopted. Look at the ones that are live.",
    "proposal.not_yours": "Only its author can change a proposal. Make your own, or talk to them.",
    "proposal.one_live": "You have a live proposal already. Change that one, or withdraw it first.",
    "proposal.too_many": "You have {most} live proposals already. Withdraw one, then put this one forward.",
    "proposal.clash": "Somebody changed the same thing while you wrote. Nothing is lost: compare both and choose.",
    "proposal.no_readers": "Nobody but you would see it. Name at least one other organization.",
    "proposal.readers_unclear": "You named some, and chose other readers. Untick them, or choose only those you tick.",
    "proposal.not_wider": "Those you chose include nobody new. Choose more organizations, or everybody.",
    "proposal.answer_wider": "An answer goes only to those who see what it answers. Choose fewer, or make a new one.",
    "sponsor.outside": "Only others who see the proposal can sponsor it. Choose among its readers.",
    "offer.empty": "An offer has two sides. Say what you do, and what they do for it.",
    "offer.too_many": "You have {most} open offers already. Withdraw one, then make this one.",
    "offer.closed": "This offer is settled or gone. Look at what became of it, or make a new one.",
    "offer.yours": "This is your own offer. Wait for the others, or withdraw it.",
    "offer.theirs": "Only who made an offer can withdraw it. You can decline it.",
    "depth.basic": "This seminar keeps to the essentials. Use what your page shows, or ask the facilitator.",
    "decision.another_open": "A decision on this is open. Wait until it is closed or cancelled, then go on.",
    "decision.closed": "This decision is closed. Look at the result on your page.",
    "decision.nobody_votes": "Nobody could vote now. Wait until people are in their seats.",
    "ballot.no_vote": "Your organization has no vote in this. You can speak, and put your view on record as a stance.",
    "committee.size": "The committee needs {size} seats, at most {per_caucus} from each caucus. Change the selection.",
    "pledge.amount": "This amount does not fit. Write a whole number from {least} to {most}.",
    "pledge.card_used": "You have pledged this card already. Change the amount, or withdraw it first.",
    "pledge.closed": "This pledge is gone. Look at the list again.",
    "task.led": "Another organization leads this task. Choose one without a lead, or give it some of your staff.",
    "task.unsuited": "The plan names others for this task. Ask one of them to lead it, or give it some of your staff.",
    "task.not_yours": "You neither lead this task nor are you asked to. Look at the work plan again.",
    "task.no_staff": "You have no pledged staff left for this. Pledge more, or take some back from another task.",
    "signing.open": "The text is frozen for signing. Ask the facilitator to reopen it if it has to change.",
    "signing.closed": "Signing is not open. Wait until the facilitator opens it.",
    "signing.needs_decision": "The text has signatures ({signatures}), so the room decides. Ask it to reopen the text.",
    "signing.nothing_agreed": "Nothing has been adopted yet. Adopt at least one clause, then open the signing.",
    "seat.taken": "Somebody just took this seat. Choose a free one, or ask to join those who sit there.",
    "seat.unknown": "There is no such seat in this room. Choose one that is shown.",
    "seat.none": "You have no seat in this room now. Take a free one here, or ask the facilitator.",
    "delegation.full": "There are {most} people at this seat, which is as many as fit. Choose another one.",
    "delegation.unasked": "They have not asked to join you, or asked elsewhere since. Wait until they ask again.",
    "delegation.acted": "One of your delegation has just answered something else. Look at it; to change it, tap again.",
    "proxy.absent": "Nobody sits there who could speak for you. Choose an organization that is here.",
    "swap.none": "No other role is offered now. Wait for the facilitator, or stay where you are.",
    "person.unknown": "We do not know this browser. Join again with the code on the wall.",
    "room.unknown": "There is no such room. Check the link, or join with the code on the wall.",
    "seminar.already_open": "This is open already. Reload the page.",
    "step.unknown": "There is no such step. Choose one of the running order.",
    "step.last": "This was the last step. Go back to one by choosing it in the running order.",
    "clock.running": "The clock is running already. Pause it first, or let it run.",
    "clock.paused": "The clock is paused already. Tap “Go on” to continue.",
    "clock.none": "No step has begun. Start the first one.",
    "wire.malformed": "The page sent something odd ({field}). Reload the page and try again; what you wrote is kept.",
    "wire.op_reused": "This was sent before with other words. Look at what is stored, then send it again.",
    "store.busy": "Too many things happened at once. Nothing is lost: try again.",
    "store.failed": "The server could not store this. Nothing is lost: try again; tell the facilitator if it stays.",
    "limit.reached": "That was too fast. Wait a minute, then try again.",
    "join.code_unknown": "We know no seminar with this code. Check it on the wall and type it again.",
    "join.phrase_unknown": "This phrase does not open that seat. Read its card again: two words, two digits.",
    "join.seat_missing": "A phrase alone says not whose it is. Choose your organization, then type its phrase.",
    "join.name_which": "Several people share this seat, and we must know which of them you are. Write your name too.",
    "sheet.changed": "One of your delegation wrote here at the same time. Look at both, then keep one.",
    "sheet.both": "One of your delegation wrote at the same time. Read both texts there and make one of them.",
    "join.name_missing": "Your name is missing. Write the one that the facilitator knows you by.",
    "origin.foreign": "This form did not come from our page. Open the page again and send it from there.",
    "bug": "Something went wrong on our side (reference {reference}). Try again; if it stays, tell the facilitator.",
}


def message(code: str, facts: Mapping[str, object]) -> str:
    """The sentence of a code; a fact that a sentence wants but does not get becomes an ellipsis."""

    class Gaps(dict[str, object]):
        def __missing__(self, key: str) -> str:
            return "…"

    return MESSAGES.get(code, MESSAGES["wire.malformed"]).format_map(Gaps(facts))
