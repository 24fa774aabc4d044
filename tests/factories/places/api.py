"""What to put in the addresses of tokens."""

from django.db.models import Model

from goldenthread.api.models import Token
from tests.factories.walk import Land, fills


@fills("tokens/<uuid:pk>")
def _token(land: Land) -> Model:
    return land.near_record(Token)
