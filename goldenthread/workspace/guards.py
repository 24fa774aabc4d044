"""How what the workspace itself keeps is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.workspace.extracts.models import CheckedExtract
from goldenthread.workspace.models import Job
from goldenthread.workspace.notices.models import Notice
from goldenthread.workspace.year_zero.models import SpreadsheetImport

guard(Job, "own_trail", self="by_user_id")
guard(CheckedExtract, "extracts", own="agency_id")
guard(SpreadsheetImport, "imports")
guard(Notice, "notices", self="user_id", draft={})
