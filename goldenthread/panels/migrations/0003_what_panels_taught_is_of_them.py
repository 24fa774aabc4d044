"""What was shared of a disagreement or an after action review is shut to whoever stands aside from it."""

from typing import Any

from django.db import migrations


def tie(apps: Any, _: Any) -> None:
    sources = apps.get_model("learning", "Source").objects
    for name in ("Escalation", "AfterActionReview"):
        for one in apps.get_model("panels", name).objects.exclude(source=None):
            sources.filter(pk=one.source_id).update(case_id=one.pk)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0008_what_a_case_taught_is_held_in_it"),
        ("panels", "0002_what_is_said_of_actions"),
    ]

    operations = [migrations.RunPython(tie, migrations.RunPython.noop)]
