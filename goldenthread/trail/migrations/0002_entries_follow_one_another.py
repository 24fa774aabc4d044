from uuid import UUID

from django.db import migrations, models

from goldenthread.trail import links, triggers

INSTALLATION = UUID(int=0)


def put_in_a_chain(apps, schema_editor):
    """Entries written before there were chains follow one another in the installation's, in the order of their time.

    From here on any change to them is found. What was done to them before cannot be known.
    """
    Entry, Chain = apps.get_model("trail", "Entry"), apps.get_model("trail", "Chain")
    number, previous = 0, links.FIRST
    for entry in Entry.objects.order_by("at", "id").iterator():
        number += 1
        entry.form, entry.chain, entry.number, entry.previous = 1, INSTALLATION, number, previous
        entry.hash = links.hash_of({name: getattr(entry, name) for name in links.FIELDS})
        entry.save()
        previous = entry.hash
    if number:
        Chain.objects.create(key=INSTALLATION, number=number, hash=previous)


def install(apps, schema_editor):
    triggers.install(schema_editor.connection)


def remove(apps, schema_editor):
    triggers.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        ('trail', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chain',
            fields=[
                ('key', models.UUIDField(help_text='The Board; all zeros for what belongs to none.', primary_key=True, serialize=False)),
                ('number', models.PositiveBigIntegerField(default=0)),
                ('hash', models.CharField(default=links.FIRST, max_length=64)),
            ],
            options={
                'ordering': ('key',),
            },
        ),
        migrations.AddField(
            model_name='entry',
            name='form',
            field=models.PositiveSmallIntegerField(default=1, help_text='How the entry is written for its hash.'),
        ),
        migrations.AddField(
            model_name='entry',
            name='chain',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='number',
            field=models.PositiveBigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='previous',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='entry',
            name='hash',
            field=models.CharField(default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='entry',
            name='second_name',
            field=models.CharField(blank=True, default='', help_text='Who agreed, where two are needed.', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='entry',
            name='second_user_id',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='entry',
            name='why',
            field=models.TextField(blank=True, default=''),
            preserve_default=False,
        ),
        migrations.RunPython(put_in_a_chain, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='entry',
            name='chain',
            field=models.UUIDField(help_text='The Board it belongs to; all zeros where it belongs to none.'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='number',
            field=models.PositiveBigIntegerField(help_text='Its place in the chain: 1, 2, 3 …'),
        ),
        migrations.AlterField(
            model_name='entry',
            name='previous',
            field=models.CharField(help_text='The hash of the entry before.', max_length=64),
        ),
        migrations.AlterField(
            model_name='entry',
            name='by_user_id',
            field=models.UUIDField(db_index=True, null=True),
        ),
        migrations.AlterModelOptions(
            name='entry',
            options={'base_manager_name': 'objects', 'ordering': ('chain', 'number'), 'verbose_name_plural': 'entries'},
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['subject_kind', 'subject_id'], name='trail_entry_of_a_subject'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('chain', 'number'), name='one_entry_for_each_place_in_a_chain'),
        ),
        migrations.RunPython(install, remove),
    ]
