"""What was only open, done or closed says how far it is: what has a note was begun, what was closed was not done."""

from typing import Any

from django.db import migrations


def say_more(apps: Any, editor: Any) -> None:
    actions = apps.get_model("learning", "Action").objects
    actions.filter(status="open").exclude(note="").update(status="in_progress")
    actions.filter(status="open").update(status="not_started")
    actions.filter(status="closed").update(status="superseded")


def say_less(apps: Any, editor: Any) -> None:
    actions = apps.get_model("learning", "Action").objects
    actions.filter(status__in=("not_started", "in_progress", "stalled")).update(status="open")
    actions.filter(status="evidenced").update(status="done")
    actions.filter(status="superseded").update(status="closed")


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_actions_are_evidenced_and_measured")]
    operations = [migrations.RunPython(say_more, say_less)]
