"""The only ways from a URL to a session. Absent and forbidden are the same 404."""

import uuid

from django.http import Http404

from courses.enrolment.models import Enrolment
from courses.sessions.models import LabSession
from courses.sessions.queries import enrolments_with_group, sessions_in_reach
from lms.people.models import User


def access_session(user: User, session_uuid: uuid.UUID) -> tuple[LabSession, Enrolment | None, bool]:
    """A session to look at, the enrolment by which `user` belongs to its cohort, and whether they may run it.

    Raises Http404.
    """
    found = _session(session_uuid)
    enrolment = enrolments_with_group(user).filter(cohort=found.cohort_id).select_related("course").first()
    runs = sessions_in_reach(user).filter(pk=found.pk).exists()
    if enrolment is None and not runs:
        raise Http404
    return found, enrolment, runs


def access_own_place(user: User, session_uuid: uuid.UUID) -> tuple[LabSession, Enrolment]:
    """A session of the cohort by which `user` takes a course. Raises Http404."""
    found, enrolment, _runs = access_session(user, session_uuid)
    if enrolment is None:
        raise Http404
    return found, enrolment


def access_run_session(user: User, session_uuid: uuid.UUID) -> LabSession:
    """A session to run and to change: for its hosts, its cohort's supervisors and managers. Raises Http404."""
    found, _enrolment, runs = access_session(user, session_uuid)
    if not runs:
        raise Http404
    return found


def sees_link(session: LabSession, user: User, stand: str) -> bool:
    """The meeting link is for whoever has a place (`stand`, see `queries.SessionLine`) and for hosts. One query."""
    return stand == "booked" or session.hosts.filter(pk=user.pk).exists()


def _session(session_uuid: uuid.UUID) -> LabSession:
    found = LabSession.objects.select_related("lab", "cohort__organisation", "cohort__course").filter(uuid=session_uuid)
    session = found.first()
    if session is None:
        raise Http404
    return session
