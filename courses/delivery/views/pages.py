from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from courses.catalogue.models import CourseIndexPage, CoursePage, ModulePage
from courses.delivery import queries
from courses.delivery.access import access_course
from courses.enrolment.models import Enrolment
from courses.enrolment.queries import current_enrolment, enrolments_for
from courses.progress.queries import next_step
from lms.common.navigation import be_under

# The item of the menu under which a course and all below it stand.
COURSES = "courses:list"


def course_list(request: HttpRequest, page: CourseIndexPage) -> HttpResponse:
    """All live courses, with how the reader stands."""
    be_under(request, COURSES)
    mine: dict[int, Enrolment] = {}
    if request.user.is_authenticated:
        for row in enrolments_for(request.user):
            mine.setdefault(row.course_id, row)
    courses = CoursePage.objects.child_of(page).live().order_by("path")
    rows = [
        {"title": row.title, "summary": row.summary, "url": row.get_url(request), "enrolment": mine.get(row.pk)}
        for row in courses
    ]
    return render(request, "courses/delivery/course_list.html", {"page": page, "rows": rows})


def course(request: HttpRequest, page: CoursePage) -> HttpResponse:
    """A course: what it is about, its modules as a path, and what to do next."""
    be_under(request, COURSES)
    enrolment = _enrolment(request, page)
    context = {"page": page, "enrolment": enrolment, "screen": queries.course_screen(page, enrolment)}
    return render(request, "courses/delivery/course.html", context)


def module(request: HttpRequest, page: ModulePage) -> HttpResponse:
    """A module: what somebody can do afterwards, and its lessons."""
    be_under(request, COURSES)
    parent = page.get_parent().specific
    if not parent.live:
        raise Http404
    enrolment = _enrolment(request, parent)
    context = {
        "page": page,
        "course": parent,
        "course_url": parent.get_url(request),
        "enrolment": enrolment,
        "screen": queries.module_screen(page, enrolment),
        "objectives": [child.value for child in page.objectives],
    }
    return render(request, "courses/delivery/module.html", context)


@require_GET
def courses(request: HttpRequest) -> HttpResponse:
    """To the list of courses, wherever the editors put it in the tree of pages."""
    page = CourseIndexPage.objects.live().first()
    if page is None:
        raise Http404
    return redirect(page.get_url(request))


@login_required
@require_GET
def go_on(request: HttpRequest, code: str) -> HttpResponse:
    """Open the course where its learner left it."""
    page = access_course(code)
    enrolment = _enrolment(request, page)
    step = next_step(enrolment) if enrolment else None
    return redirect(step.url if step else page.get_url(request))


def _enrolment(request: HttpRequest, page: CoursePage) -> Enrolment | None:
    return current_enrolment(request.user, page) if request.user.is_authenticated else None
