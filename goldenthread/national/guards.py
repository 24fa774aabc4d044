"""How versions of the national return, and what is said about it, are guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.national import models

for _model in (
    models.ReturnVersion,
    models.PolicyChoice,
    models.TemplateTick,
    models.TableComment,
    models.ReturnDay,
    models.PublishedReturn,
):
    guard(_model, "national_return")
