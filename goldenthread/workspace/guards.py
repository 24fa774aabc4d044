"""How what the workspace itself keeps is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.workspace.year_zero.models import SpreadsheetImport

guard(SpreadsheetImport, "imports")
