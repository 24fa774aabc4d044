"""How much of a Board's figures somebody sees. A figure is computed and belongs to no agency, so scopes are read as a whole.

Whoever reads all of the Board's figures sees every number. Whoever reads only their own agency's sees what counts the Board's
own activity, and of figures about adults what was released. Whoever reads items given one by one sees what was released.
"""

from __future__ import annotations

from enum import IntEnum
from uuid import UUID

from goldenthread.core.access import matrix
from goldenthread.core.access.acts import Act, Scope
from goldenthread.core.access.standing import Standing
from goldenthread.figures.figure import Definition


class Sight(IntEnum):
    """From least to most."""

    RELEASED = 0
    OWN_ACTIVITY = 1
    WHOLE = 2


WORDS = {
    Sight.RELEASED: "You see figures as they were released: small numbers are withheld.",
    Sight.OWN_ACTIVITY: "You see what counts the Board’s own activity, and figures about adults as they were released: "
    "small numbers are withheld.",
    Sight.WHOLE: "Small numbers are not hidden here. Do not copy them outside the Board.",
}
OF_SCOPE = {Scope.ALL: Sight.WHOLE, Scope.GROUP: Sight.WHOLE, Scope.OWN: Sight.OWN_ACTIVITY}


def sight_of(standing: Standing, board_id: UUID) -> Sight:
    """The most that any of their roles on this Board lets them see."""
    if standing.is_trusted:
        return Sight.WHOLE
    grants = [grant for role in standing.roles_on(board_id) for grant in matrix.grants("figures", role)]
    seen = [OF_SCOPE.get(grant.scope, Sight.RELEASED) for grant in grants if Act.READ in grant.acts]
    return max(seen, default=Sight.RELEASED)


def sees_in_full(sight: Sight, definition: Definition) -> bool:
    """Whether somebody with this sight may read a figure before small numbers are protected."""
    if sight is Sight.OWN_ACTIVITY:
        return definition.disclosure == "exempt"
    return sight is Sight.WHOLE
