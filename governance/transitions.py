"""The states of a submission and the only ways between them. Pure."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    CHECKING = "checking"
    MUST_FIX = "must_fix"
    WAITING = "waiting"
    CHANGES_REQUESTED = "changes_requested"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"
    SUPERSEDED = "superseded"


class Move(StrEnum):
    CLEAR = "clear"
    FAIL = "fail"
    APPROVE = "approve"
    REQUEST_CHANGES = "request_changes"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    SUPERSEDE = "supersede"


class MoveRefused(ValueError):
    """There is no such way from that state."""


_TABLE: Mapping[State, Mapping[Move, State]] = {
    State.CHECKING: {
        Move.CLEAR: State.WAITING,
        Move.FAIL: State.MUST_FIX,
        Move.APPROVE: State.APPROVED,
        Move.WITHDRAW: State.WITHDRAWN,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.WAITING: {
        Move.APPROVE: State.APPROVED,
        Move.REQUEST_CHANGES: State.CHANGES_REQUESTED,
        Move.WITHDRAW: State.WITHDRAWN,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.CHANGES_REQUESTED: {
        Move.APPROVE: State.APPROVED,
        Move.REOPEN: State.WAITING,
        Move.WITHDRAW: State.WITHDRAWN,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.MUST_FIX: {
        Move.WITHDRAW: State.WITHDRAWN,
        Move.SUPERSEDE: State.SUPERSEDED,
    },
    State.APPROVED: {},
    State.WITHDRAWN: {},
    State.SUPERSEDED: {},
}

OPEN = frozenset(state for state, moves in _TABLE.items() if moves)


def step(state: State, move: Move) -> State:
    """Where `move` leads from `state`. Raises MoveRefused; final states have no way out."""
    try:
        return _TABLE[state][move]
    except KeyError:
        raise MoveRefused(f"no way to {move.value} from {state.value}") from None
