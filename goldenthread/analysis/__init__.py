"""Figures as a Python library, for an analyst’s own notebook over frozen data. Free of Django.

from goldenthread.analysis import open_frozen

data = open_frozen("frozen/luton/2023-24")
data.figures()["concerns.received"].value
data.figures().table()
"""

from goldenthread.analysis.data import FrozenData, open_frozen
from goldenthread.analysis.results import OneFigure, Results
from goldenthread.core.errors import GoldenThreadError, NotFound, Refused

__all__ = ["FrozenData", "GoldenThreadError", "NotFound", "OneFigure", "Refused", "Results", "open_frozen"]
