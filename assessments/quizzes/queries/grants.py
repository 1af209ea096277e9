"""What was granted to one learner for a quiz: more time, more tries, later dates."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from assessments.quizzes.models import Quiz, QuizVersion
from assessments.quizzes.windows import Window, window_of
from lms.people.choices import AccommodationKind
from lms.people.models import User
from lms.people.queries import accommodations_of_kinds


@dataclass(frozen=True)
class Grants:
    """`time_factor` from 1 up; `tries` more per round; `later`: how much longer the quiz stays open."""

    time_factor: float = 1.0
    tries: int = 0
    later: timedelta = timedelta(0)


NO_GRANTS = Grants()
KINDS = (AccommodationKind.TIME_FACTOR, AccommodationKind.EXTRA_ATTEMPTS, AccommodationKind.LATER_DATES)


def grants_for(learner: User, quiz: Quiz) -> Grants:
    """What counts today, for this quiz and for all. One query. Of several factors and dates the largest counts."""
    rows = accommodations_of_kinds(learner, KINDS, scope=quiz.uuid)
    amounts = {kind: [row.value or 0 for row in rows if row.kind == kind] for kind in KINDS}
    return Grants(
        time_factor=max((float(one) for one in amounts[AccommodationKind.TIME_FACTOR] if one), default=1.0),
        tries=sum(int(one) for one in amounts[AccommodationKind.EXTRA_ATTEMPTS]),
        later=timedelta(days=max((int(one) for one in amounts[AccommodationKind.LATER_DATES]), default=0)),
    )


def time_for(version: QuizVersion, grants: Grants) -> timedelta | None:
    """How long an attempt of this learner may take; None without a clock. No query."""
    minutes = version.settings.get("time_limit", 0)
    return timedelta(minutes=minutes) * grants.time_factor if minutes else None


def window_for(version: QuizVersion, grants: Grants) -> Window:
    """From when to when this learner can take it. No query."""
    return window_of(version.settings, grants.later)


def deadline_of(version: QuizVersion, grants: Grants, started_at: datetime) -> datetime | None:
    """When an attempt that began then has to end: its time is over, or the quiz closes; None without either."""
    time, closes = time_for(version, grants), window_for(version, grants).closes
    ends = [moment for moment in (started_at + time if time else None, closes) if moment]
    return min(ends, default=None)
