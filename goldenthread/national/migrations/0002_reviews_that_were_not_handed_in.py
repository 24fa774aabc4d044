"""An extract without a file of reviews was kept as one with an empty file, so that its return counted nought reviews.

Which of the two it was is not told by what was kept. A nought that nobody reported is the worse mistake, so an extract that holds
no review is taken to have come without the file. Whoever had handed in an empty file loads the extract again.
"""

from typing import Any

from django.db import migrations


def leave_empty(apps: Any, _: Any) -> None:
    for extract in apps.get_model("casework", "Extract").objects.iterator():
        if extract.rows.get("reviews.csv") == 0:
            del extract.rows["reviews.csv"]
            extract.save(update_fields=["rows"])


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0002_who_sent_an_extract_and_why_exceptions_were_accepted"),
        ("national", "0001_national_return"),
    ]

    operations = [migrations.RunPython(leave_empty, migrations.RunPython.noop)]
