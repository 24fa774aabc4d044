"""What the workspace itself keeps."""

from goldenthread.workspace.year_zero.models import SpreadsheetImport  # noqa: F401  (a model too)
