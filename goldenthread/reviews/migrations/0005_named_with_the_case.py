"""What the case keeps now is taken from the review: in a migration of its own, after the rows were carried over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reviews", "0004_reviews_are_cases")]
    operations = [
        migrations.DeleteModel(name="Recusal"),
        migrations.DeleteModel(name="ReviewMembership"),
    ]
