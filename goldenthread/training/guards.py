"""How training is guarded."""

from goldenthread.core.access.guards import guard
from goldenthread.training import models

guard(models.Course, "training")
guard(models.Session, "training", board="course__board_id")
