"""How what belongs to the running of a review is guarded: each by its row of the table, and by its case."""

from __future__ import annotations

from goldenthread.core.access.guards import guard
from goldenthread.reviews import models

BOARD, CASE = "case__board_id", "case_id"

WORK = (
    models.ReviewStep,
    models.ReviewPause,
    models.ReviewDelay,
    models.FromReferral,
    models.TermsOfReference,
    models.PersonOutcome,
    models.AppointedReviewer,
    models.PanelMeeting,
    models.PractitionerEvent,
    models.ParallelProcess,
    models.QualityAnswer,
)
for _model in WORK:
    guard(_model, "review_work", board=BOARD, case=CASE)
for _of_family in (models.Involvement, models.FamilyContact, models.FamilyQuestion):
    guard(_of_family, "review_family", board=BOARD, case=CASE)
for _towards in (models.Gate, models.Briefing, models.Publication, models.PublicWords, models.PublicText):
    guard(_towards, "review_gates", board=BOARD, case=CASE)
guard(models.PanelNote, "panel_notes", board=BOARD, case=CASE, draft={})
for _of_report in (models.ReportVersion, models.ReportFile):
    guard(_of_report, "draft_review_report", board=BOARD, case=CASE)
guard(models.FactCheck, "fact_checks", board=BOARD, case=CASE, own="agency_id")
guard(
    models.FactCorrection,
    "fact_corrections",
    board=BOARD,
    case=CASE,
    own="check_of__agency_id",
    draft={"check_of__is_answered": False},
)
guard(models.ParallelSort, "reviews")
guard(
    models.NationalIssue,
    "learning",
    board="recommendation__source__board_id",
    case="recommendation__source__case_id",
    held="recommendation__source__held_in_id",
)
