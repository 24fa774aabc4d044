"""What to put in the addresses of each room that has a file of its own here."""

from importlib import import_module
from pkgutil import iter_modules

for _room in iter_modules(__path__, f"{__name__}."):
    import_module(_room.name)
