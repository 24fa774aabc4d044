"""Who may do what: one rule, in one place, read from one table. Deny by default."""

from goldenthread.core.access.acts import Act, Role, Scope
from goldenthread.core.access.asking import actor_of, needs, of_request, require, standing_of_actor
from goldenthread.core.access.guards import board_of, guard, guard_of
from goldenthread.core.access.rule import allow, needs_second, visible_to
from goldenthread.core.access.standing import NOBODY, RECUSED, SYSTEM, Standing, provides, provides_roles, standing_of

__all__ = [
    "NOBODY",
    "RECUSED",
    "SYSTEM",
    "Act",
    "Role",
    "Scope",
    "Standing",
    "actor_of",
    "allow",
    "board_of",
    "guard",
    "guard_of",
    "needs",
    "needs_second",
    "of_request",
    "provides",
    "provides_roles",
    "require",
    "standing_of",
    "standing_of_actor",
    "visible_to",
]
