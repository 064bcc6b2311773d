"""The `rule` of an option, and its `binds`: what else the room is bound to once it is adopted."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, WithJsonSchema

from simulator.core.rulebook import Base, RuleKind
from simulator.scenario.values import Line, ShareText, authored, shown, whole


class RulePart(BaseModel):
    """A decision rule. Which keys a kind reads is checked in ``check_rules``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: RuleKind
    spoken: Line
    of: Base = "members"
    share: ShareText | None = None
    caucus_share: ShareText | None = None
    weight_share: ShareText | None = None
    quorum: ShareText | None = None
    blocks: Annotated[int, whole(0, 100)] = 0
    per_caucus: Annotated[int, whole(1, 20)] | None = None
    proxies: Annotated[int, whole(0, 20)] = 2
    fallback: RulePart | None = None
    review: RulePart | None = None


def _convener(value: Any) -> tuple[str, ...]:
    """``facilitator`` is nobody of the room; otherwise the ids, which are compared with the organizations later."""
    if value == "facilitator":
        return ()
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise authored(
        f"{shown(value)} does not say who convenes", "write `facilitator` or a list of organization ids"
    )


class BindsPart(BaseModel):
    """Who may call a decision beside the facilitator, minutes for one, who sees what, how a signed text is reopened."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    convener: Annotated[
        tuple[str, ...] | None,
        BeforeValidator(_convener),
        WithJsonSchema({"anyOf": [{"const": "facilitator"}, {"type": "array", "items": {"type": "string"}}]}),
    ] = None
    pace: Annotated[int, whole(1, 60)] | None = None
    reporting: Literal["open", "closed"] | None = None
    reopening: RulePart | None = None
