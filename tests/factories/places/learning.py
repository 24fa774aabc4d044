"""What stands in the addresses of learning."""

from tests.factories.walk import STRICTER

STRICTER["evidence/<uuid:pk>/file/"] = "There has to be a file."
