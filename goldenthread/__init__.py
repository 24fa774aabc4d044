"""Golden Thread: software that runs a Safeguarding Adults Board."""

__version__ = "0.1.0"
