"""`python -m goldenthread.api`: prints the description of the interface, as it is kept in the docs."""

import json
import sys

from goldenthread.core.command import start_django

if __name__ == "__main__":
    start_django()
    from goldenthread.api.interface import description

    sys.stdout.write(json.dumps(description(), indent=1, ensure_ascii=False) + "\n")
