"""What to put in the addresses of notices."""

from django.db.models import Model

from goldenthread.workspace.notices.models import Notice
from tests.factories.walk import Land, fills


@fills("notices/<uuid:pk>")
def _notice(land: Land) -> Model:
    return land.near_record(Notice)
