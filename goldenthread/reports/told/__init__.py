"""What each room of the Board tells in a report, beyond the frame: a module a room."""

from importlib import import_module
from pkgutil import iter_modules

for _room in iter_modules(__path__, f"{__name__}."):
    import_module(_room.name)
