"""What a learner does in a lesson: Done, starting a quiz or role-play, writing and sharing a reflection."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from assessments.quizzes.models import Quiz
from assessments.quizzes.services import start_attempt
from assessments.scenarios.choices import Way
from assessments.scenarios.queries.placed import scenario_at
from assessments.scenarios.services import start_run
from courses.catalogue import queries as catalogue
from courses.catalogue.choices import ActivityKind
from courses.catalogue.models import Activity, LessonPage
from courses.delivery import queries
from courses.delivery.access import access_activity, access_lesson_to_do
from courses.delivery.forms import ReflectionForm
from courses.enrolment.choices import EnrolmentStatus
from courses.enrolment.models import Enrolment
from courses.progress.errors import StaleText
from courses.progress.models import Reflection
from courses.progress.queries import missing_prerequisites
from courses.progress.services import press_done, save_reflection, share_reflection, unshare_reflection
from lms.common.errors import DomainError


@login_required
@require_POST
def lesson_done(request: HttpRequest, pk: int) -> HttpResponse:
    """Done: on to the next lesson, or back with what the lesson still needs."""
    page, enrolment = access_lesson_to_do(request.user, pk)
    _need_visible(request, page)
    here = page.get_url(request)
    try:
        result = press_done(enrolment=enrolment, lesson=page)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(here)
    if not result.complete:
        first = result.missing[0]
        titles = ", ".join(row.title for row in result.missing)
        messages.warning(request, _("Read. The lesson is done as soon as this is: %(titles)s") % {"titles": titles})
        return redirect(f"{here}#block-{first.block_id}")
    return redirect(_after(request, page, enrolment))


def _after(request: HttpRequest, page: LessonPage, enrolment: Enrolment) -> str:
    """Where Done leads: the next lesson, or the course with a word when it is complete by this."""
    was_complete = enrolment.completed_at is not None
    enrolment.refresh_from_db(fields=["completed_at"])
    course = catalogue.course_of(page)
    if enrolment.completed_at and not was_complete:
        messages.success(request, _("You have done all of %(course)s.") % {"course": course.title})
        return course.get_url(request)
    following = queries.next_lesson_after(page)
    return following.url if following else course.get_url(request)


@login_required
@require_GET
def activity(request: HttpRequest, activity_uuid: uuid.UUID) -> HttpResponse:
    """From an activity to its place in the lesson."""
    found, _enrolment = access_activity(request.user, activity_uuid)
    return redirect(_place(request, found))


@login_required
@require_POST
def activity_start(request: HttpRequest, activity_uuid: uuid.UUID) -> HttpResponse:
    """Start the quiz or role-play that stands here, or go on with what is open."""
    found, enrolment = access_activity(request.user, activity_uuid)
    _need_visible(request, found.lesson)
    start = STARTS.get(found.kind)
    if start is None:
        raise Http404
    back = _place(request, found)
    if not _may_do(request, enrolment, found.lesson):
        return redirect(back)
    try:
        return start(request, found, enrolment, back)
    except DomainError as refusal:
        messages.warning(request, str(refusal))
        return redirect(back)


def _start_quiz(request: HttpRequest, found: Activity, enrolment: Enrolment, back: str) -> HttpResponse:
    quiz = get_object_or_404(Quiz, uuid=found.target)
    attempt = start_attempt(
        quiz=quiz, learner=request.user, placement=found.uuid, return_path=back, cycle=enrolment.cycle
    )
    return redirect("assessments:attempt", attempt.uuid)


def _start_scenario(request: HttpRequest, found: Activity, enrolment: Enrolment, back: str) -> HttpResponse:
    """Into the story; or, asked for, to the same as a text."""
    scenario = scenario_at(found.target)
    if scenario is None:
        raise Http404
    run = start_run(
        scenario=scenario, learner=request.user, placement=found.uuid, return_path=back, cycle=enrolment.cycle
    )
    return redirect(
        "assessments:role_play_text" if request.POST.get("way") == Way.READ else "assessments:role_play", run.uuid
    )


STARTS = {ActivityKind.QUIZ: _start_quiz, ActivityKind.SCENARIO: _start_scenario}


def _may_do(request: HttpRequest, enrolment: Enrolment, lesson: LessonPage) -> bool:
    if enrolment.status == EnrolmentStatus.PAUSED:
        messages.warning(request, _("Your training is paused. Resume it to go on from here."))
        return False
    missing = missing_prerequisites(enrolment, lesson)
    if missing:
        titles = ", ".join(row.title for row in missing)
        messages.warning(request, _("This lesson opens after: %(titles)s") % {"titles": titles})
    return not missing


@require_POST
def reflection(request: HttpRequest, activity_uuid: uuid.UUID) -> HttpResponse:
    """Keep what was written. Answers autosave with JSON, a plain form with the lesson."""
    if not request.user.is_authenticated:
        return _signed_out(request)
    found, enrolment = _own_box(request, activity_uuid)
    refused = _keep(request, found, enrolment)
    if refused is not None:
        return refused
    if _wants_json(request):
        row = Reflection.objects.get(learner=request.user, activity=found, cycle=enrolment.cycle)
        return JsonResponse({"saved_at": row.saved_at.isoformat(), "sequence": row.sequence})
    messages.success(request, _("Saved."))
    return redirect(_place(request, found))


@login_required
@require_POST
def reflection_share(request: HttpRequest, activity_uuid: uuid.UUID) -> HttpResponse:
    """Share what was written with one's supervisors, or make it private again. Words sent along are kept first."""
    found, enrolment = _own_box(request, activity_uuid)
    refused = _keep(request, found, enrolment) if "value" in request.POST else None
    if refused is not None:
        return refused
    row = Reflection.objects.filter(learner=request.user, activity=found, cycle=enrolment.cycle).first()
    if row is None or not row.text.strip():
        messages.info(request, _("There is nothing to share yet: the box is empty."))
    elif request.POST.get("share") == "no":
        unshare_reflection(reflection=row)
        messages.success(request, _("Private again. Nobody but you can read it."))
    else:
        share_reflection(reflection=row)
        messages.success(request, _("Shared. You can make it private again at any time."))
    return redirect(_place(request, found))


def _keep(request: HttpRequest, found: Activity, enrolment: Enrolment) -> HttpResponse | None:
    """Save what was sent; the answer to give when that is refused, else None."""
    form = ReflectionForm(request.POST)
    if not form.is_valid():
        return _refused(request, found, form.errors["value"][0] if "value" in form.errors else _("Not saved."))
    try:
        save_reflection(learner=request.user, activity=found, cycle=enrolment.cycle, **form.kept())
    except StaleText as refusal:
        return _stale(request, found, enrolment, form, refusal)
    except ValidationError as refusal:
        return _refused(request, found, refusal.messages[0])
    return None


def _own_box(request: HttpRequest, activity_uuid: uuid.UUID) -> tuple[Activity, Enrolment]:
    found, enrolment = access_activity(request.user, activity_uuid)
    _need_visible(request, found.lesson)
    if found.kind != ActivityKind.REFLECTION:
        raise Http404
    return found, enrolment


def _need_visible(request: HttpRequest, page: LessonPage) -> None:
    """Hold these addresses to the view restrictions that Wagtail holds the page to. Raises Http404."""
    if any(not restriction.accept_request(request) for restriction in page.get_view_restrictions()):
        raise Http404


def _place(request: HttpRequest, found: Activity) -> str:
    url = found.lesson.get_url(request) or ""
    return f"{url}#block-{found.block_id}" if found.block_id else url


def _wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def _signed_out(request: HttpRequest) -> HttpResponse:
    words = _("You are signed out. Your words are kept on this device until you sign in again.")
    if _wants_json(request):
        return JsonResponse({"error": words}, status=401)
    return render(request, "courses/delivery/signed_out.html", {"text": request.POST.get("value", "")}, status=401)


def _refused(request: HttpRequest, found: Activity, words: str) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": words}, status=400)
    context = {"words": words, "text": request.POST.get("value", ""), "back_url": _place(request, found)}
    return render(request, "courses/delivery/not_saved.html", context, status=400)


def _stale(
    request: HttpRequest, found: Activity, enrolment: Enrolment, form: ReflectionForm, refusal: StaleText
) -> HttpResponse:
    if _wants_json(request):
        return JsonResponse({"error": str(refusal), "sequence": refusal.saved_sequence}, status=409)
    row = Reflection.objects.get(learner=request.user, activity=found, cycle=enrolment.cycle)
    context = {
        "words": str(refusal),
        "text": form.cleaned_data["value"],
        "saved": row.text,
        "prompt": found.title,
        "action": request.path,
        "sequence": row.sequence,
        "back_url": _place(request, found),
    }
    return render(request, "courses/delivery/not_saved.html", context, status=409)
