"""How what was received from the council is guarded."""

from goldenthread.casework import models
from goldenthread.core.access.guards import guard

guard(models.Extract, "extracts", own="sent_by_id")
guard(models.AcceptedException, "extracts", board="extract__board_id", own="extract__sent_by_id")
for _received in models.BY_SHEET.values():
    guard(_received, "case_rows", board="extract__board_id", own="extract__sent_by_id")
