import secrets
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from courses.catalogue import queries as catalogue
from courses.catalogue.models import LessonPage
from courses.delivery import queries
from courses.delivery.access import access_lesson
from courses.delivery.errors import NotEnrolled
from courses.delivery.views.pages import COURSES
from courses.progress.services import open_lesson
from lms.common.navigation import be_under

TEMPLATE = "courses/delivery/lesson.html"


def lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """A lesson, for whoever takes its course or reads along. Others are led to the course, where they can enrol."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    be_under(request, COURSES)
    try:
        access = access_lesson(request.user, page)
    except NotEnrolled as refusal:
        messages.info(request, str(refusal))
        return redirect(catalogue.course_of(page).get_url(request))
    screen = queries.lesson_screen(page, request.user, access)
    if screen.state == "learner":
        asked = any(card.reread for card in screen.quizzes.values())
        open_lesson(enrolment=access.enrolment, lesson=page, opened=screen.opened, asked=asked)
    return render(request, TEMPLATE, lesson_context(page, screen, access.enrolment))


def lesson_context(page: LessonPage, screen: queries.LessonScreen, enrolment: Any) -> dict[str, Any]:
    """What the lesson template needs; `window` names this rendering, so that two open pages can be told apart."""
    return {
        "page": page,
        "screen": screen,
        "enrolment": enrolment,
        "window": secrets.token_hex(8),
        "sources": [child.value for child in page.sources],
        "reflections": screen.reflections,
        "quizzes": screen.quizzes,
        "scenarios": screen.scenarios,
        "labs": screen.labs,
        "supervisors": screen.supervisors,
    }


def preview_lesson(request: HttpRequest, page: LessonPage) -> HttpResponse:
    """A draft as a learner would read it. Nothing is recorded, and nothing can be started."""
    return render(request, TEMPLATE, lesson_context(page, queries.preview_screen(page), None))
