import hashlib
import json

from django.db import migrations


def hash_what_was_released(apps, _editor):
    """As `store.canonical` writes it: keys in order, no spaces, whole numbers without a point."""

    def whole(value):
        if isinstance(value, dict):
            return {key: whole(one) for key, one in value.items()}
        if isinstance(value, list):
            return [whole(one) for one in value]
        return int(value) if isinstance(value, float) and value.is_integer() else value

    for one in apps.get_model('figures', 'PublishedRelease').objects.filter(contents_sha256='').iterator():
        text = json.dumps(
            whole(one.contents), sort_keys=True, ensure_ascii=False, separators=(',', ':'), allow_nan=False
        )
        one.contents_sha256 = hashlib.sha256(text.encode()).hexdigest()
        one.save(update_fields=['contents_sha256'])


def ask_for_two_views_again(apps, _editor):
    """What one had agreed to in the open waits for two views. The trail keeps who had agreed."""
    open_ones = apps.get_model('figures', 'ReleaseProposal').objects.filter(status='agreed')
    open_ones.update(status='proposed', agreed_at=None, agreed_by=None)


class Migration(migrations.Migration):

    dependencies = [('figures', '0004_two_views_and_the_audit')]

    operations = [
        migrations.RunPython(hash_what_was_released, migrations.RunPython.noop),
        migrations.RunPython(ask_for_two_views_again, migrations.RunPython.noop),
    ]
