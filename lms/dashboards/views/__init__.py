"""Homes of every role; levels of a cohort and of one person."""

from lms.dashboards.views.homes import desk, start, training
from lms.dashboards.views.levels import cohort_levels, goal_reached, own_profile, profile

__all__ = ["cohort_levels", "desk", "goal_reached", "own_profile", "profile", "start", "training"]
