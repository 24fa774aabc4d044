"""Draws docs/reference/processes.md from the tables of steps: `PYTHONPATH=. .venv/bin/python -m tests.process_diagrams`."""

from __future__ import annotations

from pathlib import Path

from goldenthread.core.processes import Process, Step, processes

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "processes.md"
BEGINS = """# Processes

Each process is a table of steps in the code of its room. Operations check a step against it, pages offer the steps that are
open, and this page is drawn from it (`python -m tests.process_diagrams`), so that it cannot say anything else. A step marked
“two people” is asked for by one and agreed to by another.
"""


def page(known: list[Process]) -> str:
    """The whole page, the processes in the order of their titles."""
    return "\n".join([BEGINS, *(_section(one) for one in sorted(known, key=lambda one: one.title))])


def _section(one: Process) -> str:
    lines = [f"## {one.title}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    state “{state.words}” as {state.key}".replace("“", '"').replace("”", '"') for state in one.states]
    lines.append(f"    [*] --> {one.begins.key}")
    for step in one.steps:
        lines += [f"    {source} --> {step.target}: {_on_the_arrow(step)}" for source in step.sources]
    lines += [f"    {state.key} --> [*]" for state in one.states if state.is_end]
    lines += ["```", "", "| step | from | to | asks for |", "|---|---|---|---|"]
    lines += [_row(one, step) for step in one.steps]
    return "\n".join([*lines, ""])


def _on_the_arrow(step: Step) -> str:
    words = step.button.replace(":", ",").replace("\n", " ")
    return f"{words} (two people)" if step.takes_two else words


def _row(process: Process, step: Step) -> str:
    sources = ", ".join(process.state(one).words for one in step.sources)
    asks = [step.needs, "two people" if step.takes_two else ""]
    cells = (step.button, sources, process.state(step.target).words, "; ".join(one for one in asks if one) or "–")
    return "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


if __name__ == "__main__":
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(list(processes().values())), encoding="utf-8")
