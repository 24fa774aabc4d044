"""How training is guarded. Courses are for all to see; who went is not."""

from goldenthread.core.access.guards import guard
from goldenthread.training import models
from goldenthread.training.bookings import Booking, Certificate
from goldenthread.training.evaluations import Evaluation, EvaluationQuestion
from goldenthread.training.needs import SupportPathway, TrainingNeed, TrainingReturn

guard(models.Programme, "training")
guard(models.Level, "training")
guard(models.LevelElsewhere, "training", board="level__board_id")
guard(models.Course, "training")
guard(models.CourseTheme, "training", board="course__board_id")
guard(models.Session, "training", board="course__board_id")
guard(EvaluationQuestion, "training")
guard(TrainingNeed, "training", own="agency_id")
guard(SupportPathway, "training", own="agency_id")
guard(TrainingReturn, "training", own="agency_id")
# What a recommendation says is part of where it comes from: whoever stands aside from a review stands aside from this.
guard(
    models.CourseLearning,
    "learning",
    board="course__board_id",
    case="recommendation__source__case_id",
    held="recommendation__source__held_in_id",
)
guard(
    Booking,
    "training_records",
    board="session__course__board_id",
    own="agency_id",
    self="user_id",
)
guard(
    Certificate,
    "training_records",
    board="booking__session__course__board_id",
    own="booking__agency_id",
    self="booking__user_id",
)
guard(Evaluation, "training_records", board="booking__session__course__board_id")
