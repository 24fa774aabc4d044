"""What stands in the addresses of meetings and of what hangs on them."""

from django.db.models import Model

from goldenthread.meetings import models
from tests.factories import records
from tests.factories.walk import Land, fills


def meeting(land: Land) -> models.Meeting:
    """One meeting of the land's group, on which everything here hangs."""
    found = models.Meeting.objects.filter(group=land.group).first()
    return found or records.make(models.Meeting, land.here, group=land.group)  # type: ignore[no-any-return]


def item(land: Land) -> models.AgendaItem:
    found = models.AgendaItem.objects.filter(meeting=meeting(land), is_confidential=False).first()
    return found or records.make(models.AgendaItem, land.here, meeting=meeting(land))  # type: ignore[no-any-return]


@fills("agenda-items/<uuid:pk>")
def _item(land: Land) -> Model:
    return item(land)


@fills("agenda-items/<uuid:pk>/move/<slug:way>")
def _way(land: Land) -> str:
    return "up"


@fills("confidential-parts/<uuid:pk>")
def _part(land: Land) -> Model:
    named = {"title": models.AgendaItem.CONFIDENTIAL, "is_confidential": True}
    hidden = records.make(models.AgendaItem, land.here, meeting=meeting(land), **named)
    return records.make(models.ConfidentialPart, land.here, item=hidden)  # type: ignore[no-any-return]


@fills("papers/<uuid:pk>")
def _paper(land: Land) -> Model:
    return records.make(models.Paper, land.here, item=item(land))  # type: ignore[no-any-return]


@fills("restricted-papers/<uuid:pk>")
def _restricted(land: Land) -> Model:
    return records.make(models.RestrictedPaper, land.here, item=item(land))  # type: ignore[no-any-return]


@fills("packs/<uuid:pk>")
def _pack(land: Land) -> Model:
    """A pack whose file is there."""
    made = records.make(models.Pack, land.here, meeting=meeting(land))
    made.document.path.parent.mkdir(parents=True, exist_ok=True)
    made.document.path.write_bytes(b"%PDF-")
    return made  # type: ignore[no-any-return]


@fills("minutes/drafts/<uuid:pk>")
def _draft(land: Land) -> Model:
    return records.make(models.DraftMinutes, land.here, meeting=meeting(land), state="circulated")  # type: ignore[no-any-return]


@fills("minutes/approved/<uuid:pk>")
def _approved(land: Land) -> Model:
    return records.make(models.ApprovedMinutes, land.here, meeting=meeting(land))  # type: ignore[no-any-return]


@fills("challenges/<uuid:pk>")
def _challenge(land: Land) -> Model:
    return records.make(models.Challenge, land.here, raised_by=land.agency)  # type: ignore[no-any-return]


@fills("challenge-replies/<uuid:pk>")
def _reply(land: Land) -> Model:
    return records.make(models.ChallengeReply, land.here, agency=land.agency)  # type: ignore[no-any-return]


@fills("sign-offs/<uuid:pk>")
def _sign_off(land: Land) -> Model:
    return records.make(models.SignOff, land.here, agency=land.agency)  # type: ignore[no-any-return]
