"""What reviews and rapid reviews taught belongs to their case; what is not published is held there."""

from typing import Any

from django.db import migrations


def tie(apps: Any, _: Any) -> None:
    sources = apps.get_model("learning", "Source").objects
    for one in apps.get_model("reviews", "Review").objects.all():
        held_in = None if one.published_on or one.is_published else one.pk
        sources.filter(pk=one.source_id).update(case_id=one.pk, held_in_id=held_in)
    for one in apps.get_model("reviews", "RapidReview").objects.exclude(source=None):
        sources.filter(pk=one.source_id).update(case_id=one.case_id, held_in_id=one.case_id)


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0008_what_a_case_taught_is_held_in_it"),
        ("reviews", "0013_taken_to_the_national_level"),
    ]

    operations = [migrations.RunPython(tie, migrations.RunPython.noop)]
