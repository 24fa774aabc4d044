"""So that `python -m goldenthread` is the same command."""

from goldenthread.config.cli import main

main()
