"""What to put in the addresses of training."""

from tests.factories.walk import Land, fills


@fills("sessions/<uuid:pk>/do/<slug:what>")
def _what(land: Land) -> str:
    return "move-the-queue"
