"""The table of states: every way is listed, final states have none."""

import pytest

from governance.transitions import OPEN, Move, MoveRefused, State, step

WAYS = {
    ("checking", "clear"): "waiting",
    ("checking", "fail"): "must_fix",
    ("checking", "approve"): "approved",
    ("checking", "withdraw"): "withdrawn",
    ("checking", "supersede"): "superseded",
    ("waiting", "approve"): "approved",
    ("waiting", "request_changes"): "changes_requested",
    ("waiting", "withdraw"): "withdrawn",
    ("waiting", "supersede"): "superseded",
    ("changes_requested", "approve"): "approved",
    ("changes_requested", "reopen"): "waiting",
    ("changes_requested", "withdraw"): "withdrawn",
    ("changes_requested", "supersede"): "superseded",
    ("must_fix", "withdraw"): "withdrawn",
    ("must_fix", "supersede"): "superseded",
}


@pytest.mark.parametrize("state", list(State))
@pytest.mark.parametrize("move", list(Move))
def test_only_the_listed_ways_exist(state: State, move: Move) -> None:
    expected = WAYS.get((state.value, move.value))
    if expected is None:
        with pytest.raises(MoveRefused):
            step(state, move)
    else:
        assert step(state, move).value == expected


def test_approved_withdrawn_and_superseded_are_final() -> None:
    assert set(State) - OPEN == {State.APPROVED, State.WITHDRAWN, State.SUPERSEDED}
