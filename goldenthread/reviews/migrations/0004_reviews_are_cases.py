"""Reviews and referrals become cases; who is named on them, and who stands aside, is kept with the case."""

import django.utils.timezone
from django.db import migrations

from goldenthread.core import references


def _case(apps, record, sort, called, opened_on):
    Case = apps.get_model("cases", "Case")
    reference = references.make("C")
    while Case.objects.filter(reference=reference).exists():
        reference = references.make("C")
    return Case.objects.create(
        id=record.pk,
        board_id=record.board_id,
        sort=sort,
        reference=reference,
        called=called,
        opened_on=opened_on or django.utils.timezone.localdate(),
        is_fictional=getattr(record, "is_fictional", False),
    )


def forwards(apps, schema_editor):
    membership = apps.get_model("cases", "CaseMembership").objects
    recusal = apps.get_model("cases", "CaseRecusal").objects
    managers = apps.get_model("boards", "RoleHeld").objects.filter(role="board_manager", to_on=None)
    for one in apps.get_model("reviews", "Referral").objects.all():
        _case(apps, one, "referral", one.reference, one.received_on)
    for one in apps.get_model("reviews", "Review").objects.all():
        case = _case(apps, one, "review", one.pseudonym, one.commissioned_on)
        for held in managers.filter(board_id=one.board_id):
            membership.create(case=case, user_id=held.user_id, part="coordinator", from_on=held.from_on)
    for one in apps.get_model("reviews", "ReviewMembership").objects.all():
        given = {"user_id": one.user_id, "from_on": one.from_on, "to_on": one.to_on}
        membership.create(id=one.pk, case_id=one.review_id, part=one.part, **given)
    for one in apps.get_model("reviews", "Recusal").objects.all():
        given = {"user_id": one.user_id, "from_on": one.from_on, "to_on": one.to_on}
        recusal.create(id=one.pk, case_id=one.review_id, reason=one.reason, **given)


def backwards(apps, schema_editor):
    membership = apps.get_model("reviews", "ReviewMembership").objects
    reviews = set(apps.get_model("reviews", "Review").objects.values_list("pk", flat=True))
    for one in apps.get_model("cases", "CaseMembership").objects.filter(case_id__in=reviews):
        part = one.part if one.part != "decider" else "coordinator"
        given = {"user_id": one.user_id, "from_on": one.from_on, "to_on": one.to_on}
        membership.create(id=one.pk, review_id=one.case_id, part=part, **given)
    for one in apps.get_model("cases", "CaseRecusal").objects.filter(case_id__in=reviews):
        given = {"user_id": one.user_id, "from_on": one.from_on, "to_on": one.to_on}
        apps.get_model("reviews", "Recusal").objects.create(
            id=one.pk, review_id=one.case_id, reason=one.reason, **given
        )


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_who_may_come_near"),
        ("boards", "0006_another_board_can_be_asked"),
        ("reviews", "0003_a_review_published_on_no_known_day"),
    ]
    operations = [
        migrations.RunPython(forwards, backwards),
    ]
