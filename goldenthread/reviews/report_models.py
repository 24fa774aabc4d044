"""The file of a version of the report: cleaned before it is kept, and sealed, for a reader may be known by what is in it."""

from __future__ import annotations

import base64

from django.db import models

from goldenthread.reviews.publishing_models import ReportVersion
from goldenthread.vault.models import Sealed


class ReportFile(Sealed):
    """The file a version was sent as, without what its reader does not see. What it was called is not kept: it may tell names."""

    version = models.OneToOneField(ReportVersion, on_delete=models.PROTECT, related_name="file", editable=False)

    class Meta:
        ordering = ("version",)
        verbose_name = "file of a report"
        verbose_name_plural = "files of reports"

    def __str__(self) -> str:
        return f"The file of version {self.version.version}"

    def keep(self, contents: bytes) -> None:
        """Seal these as its contents. Whoever calls saves it."""
        self.put({"file": base64.b64encode(contents).decode()})

    def read(self) -> bytes:
        """Its contents.

        Raises:
            VaultShut: the keys are not there, or it was changed or moved.
        """
        return base64.b64decode(self.contents()["file"])
