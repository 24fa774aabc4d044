"""How training is guarded. Courses are for all to see; who went is not."""

from goldenthread.core.access.guards import guard
from goldenthread.training import models

guard(models.Programme, "training")
guard(models.Level, "training")
guard(models.LevelElsewhere, "training", board="level__board_id")
guard(models.Course, "training")
guard(models.CourseTheme, "training", board="course__board_id")
guard(models.Session, "training", board="course__board_id")
guard(models.EvaluationQuestion, "training")
guard(models.TrainingNeed, "training", own="agency_id")
guard(models.SupportPathway, "training", own="agency_id")
guard(models.TrainingReturn, "training", own="agency_id")
# What a recommendation says is part of where it comes from: whoever stands aside from a review stands aside from this.
guard(
    models.CourseLearning,
    "learning",
    board="course__board_id",
    case="recommendation__source__review__pk",
)
guard(
    models.Booking,
    "training_records",
    board="session__course__board_id",
    own="agency_id",
    self="user_id",
)
guard(
    models.Certificate,
    "training_records",
    board="booking__session__course__board_id",
    own="booking__agency_id",
    self="booking__user_id",
)
guard(models.Evaluation, "training_records", board="booking__session__course__board_id")
