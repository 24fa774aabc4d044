"""What can go wrong, as types. The text of each is for the reader and says what to do next."""


class GoldenThreadError(Exception):
    """The parent of every error a person may read."""


class NotPermitted(GoldenThreadError):
    """This person may not do this, whatever the state of the record (403)."""


class NotPossibleNow(GoldenThreadError):
    """The record is not ready for this; the text says what is missing (409)."""


class AlreadyDone(NotPossibleNow):
    """Somebody did this before: nothing is left to do, and nothing is missing (409)."""


class NotFound(GoldenThreadError):
    """There is no such thing, or this person may not know of it (404)."""


class Refused(GoldenThreadError):
    """What was handed in cannot be used; the text says why and how to put it right."""
