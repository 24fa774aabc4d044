"""What is true of every process: its table holds together, and the documentation shows it as it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from goldenthread.core.errors import NotPossibleNow
from goldenthread.core.processes import Process, State, Step, UnknownState, processes
from tests import process_diagrams

EVERY = list(processes().values())


def test_the_documentation_shows_every_process_as_its_table_says():
    assert process_diagrams.PAGE.read_text(encoding="utf-8") == process_diagrams.page(EVERY), (
        "draw it anew: PYTHONPATH=. .venv/bin/python -m tests.process_diagrams"
    )


def test_a_step_that_changed_would_be_noticed():
    first = EVERY[0]
    changed = replace(first, steps=(replace(first.steps[0], button="Something else"), *first.steps[1:]))

    assert process_diagrams.page([changed]) != process_diagrams.page([first])


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.slug)
def test_every_state_can_be_reached_and_only_ends_have_no_way_on(one: Process):
    reached = {one.begins.key}
    while more := {step.target for step in one.steps if reached & set(step.sources)} - reached:
        reached |= more
    stuck = [state.key for state in one.states if not state.is_end and not one.open_from(state.key)]

    assert reached == {state.key for state in one.states}
    assert stuck == []


@pytest.mark.parametrize("one", EVERY, ids=lambda one: one.slug)
def test_no_two_steps_have_the_same_verb_and_buttons_differ_where_they_stand_together(one: Process):
    verbs = [step.verb for step in one.steps]
    together = [[step.button for step in one.open_from(state.key)] for state in one.states]

    assert len(verbs) == len(set(verbs))
    assert [buttons for buttons in together if len(buttons) != len(set(buttons))] == []


def test_a_step_is_refused_from_where_it_cannot_be_taken_and_the_words_say_how_it_stands():
    states = (State("begun", "Begun"), State("done", "Done", is_end=True))
    finish = Step("finish", "Finish it", ("begun",), "done")
    made = Process("trial", "A trial", states, (finish,))

    made.check(finish, "begun")
    with pytest.raises(NotPossibleNow, match="it is “Done”, and it would have to be “Begun”"):
        made.check(finish, "done")


def test_a_table_that_leads_nowhere_is_refused():
    with pytest.raises(UnknownState, match="there is no state gone"):
        Process("trial", "A trial", (State("begun", "Begun"),), (Step("go", "Go", ("begun",), "gone"),))
