"""How the strength of evidence is shown: a shape and words."""

from __future__ import annotations

from goldenthread.core.shapes import Status
from goldenthread.learning.steps import Strength

STRONG = {
    Strength.NONE: Status("ring", Strength.NONE.value),
    Strength.ASSERTED: Status("info", Strength.ASSERTED.value),
    Strength.DOCUMENTED: Status("part", Strength.DOCUMENTED.value),
    Strength.MEASURED: Status("good", Strength.MEASURED.value),
    Strength.TRIANGULATED: Status("good", Strength.TRIANGULATED.value),
}
MEANS = (
    (STRONG[Strength.ASSERTED], "somebody says so"),
    (STRONG[Strength.DOCUMENTED], "a document shows it"),
    (STRONG[Strength.MEASURED], "it was counted or audited"),
    (STRONG[Strength.TRIANGULATED], "two kinds of evidence, apart from each other, agree"),
)
