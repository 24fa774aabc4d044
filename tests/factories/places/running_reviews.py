"""What to put in the addresses of a review's work."""

from django.db.models import Model

from goldenthread.cases.models import TwoPersonAct
from goldenthread.learning.models import Source
from goldenthread.reviews.models import PublicText, ReportFile, ReportVersion
from goldenthread.reviews.publishing import PUBLISH_BRIEFING
from tests.factories import records
from tests.factories.walk import Land, fills


@fills("cases/<uuid:case>/review/step/<slug:step>")
def _step(land: Land) -> str:
    return "begin-the-work"


@fills("cases/<uuid:case>/review/agree/<slug:step>")
def _agreed(land: Land) -> str:
    return "sign-off"


@fills("cases/<uuid:case>/taught/<uuid:pk>")
def _taught(land: Land) -> Model:
    return records.make(Source, land.here, case=land.case, held_in=land.case)


@fills("cases/<uuid:case>/quality/<slug:page>")
def _page(land: Land) -> str:
    return "marker-1"


@fills("cases/<uuid:case>/publication/pack.<str:form>")
def _pack(land: Land) -> str:
    return "json"


@fills("reviews/<uuid:pk>")
def _review(land: Land) -> Model:
    return land.review


@fills("cases/<uuid:case>/publication/acts/<uuid:pk>")
def _act(land: Land) -> str:
    """What waits is part of the page of publication, and is decided by whoever may decide there."""
    made = records.make(TwoPersonAct, land.here, case=land.case, deed=PUBLISH_BRIEFING.key)
    return str(made.pk)


@fills("cases/<uuid:case>/report-versions/<uuid:pk>")
def _version(land: Land) -> Model:
    """One that was sent as a file."""
    kept = records.make(ReportFile, land.here, case=land.case)
    return ReportVersion.objects.get(file=kept)


@fills("cases/<uuid:case>/report-versions/<uuid:pk>/beside/<uuid:before>")
def _earlier(land: Land) -> Model:
    return records.make(ReportVersion, land.here, case=land.case)


@fills("cases/<uuid:case>/publication/public/<slug:what>")
def _outcome(land: Land) -> str:
    return "published"


@fills("cases/<uuid:case>/publication/down/<uuid:pk>")
def _public(land: Land) -> Model:
    return records.make(PublicText, land.here, case=land.case)
