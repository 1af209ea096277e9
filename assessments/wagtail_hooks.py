from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages as admin_messages
from wagtail.admin.widgets import Button
from wagtail.snippets.action_menu import PublishMenuItem, UnpublishMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from assessments.competencies.panels import WaitingFrameworksPanel
from assessments.competencies.viewsets import CompetencyVersionViewSet, CoverageViewSet, FrameworkVersionViewSet
from assessments.instruments.models import Instrument
from assessments.instruments.viewsets import InstrumentViewSet
from assessments.instruments.viewsets import buttons_for as kit_buttons
from assessments.instruments.viewsets.panels import WaitingKits
from assessments.questions.choices import ChangeWeight
from assessments.questions.models import Question
from assessments.questions.viewsets import VignetteViewSet
from assessments.quizzes import queries
from assessments.quizzes.errors import BankTooSmall
from assessments.quizzes.models import Quiz
from assessments.quizzes.services import check_quiz
from assessments.quizzes.views.trials import PERMISSION as TRY_PERMISSION
from assessments.quizzes.viewsets import QuestionBankViewSet, QuestionViewSet, QuizViewSet
from assessments.quizzes.viewsets import statistics as statistics_pages
from assessments.scenarios.models import Scenario
from assessments.scenarios.queries import MAY_SIGN
from assessments.scenarios.viewsets import ScenarioViewSet
from assessments.scenarios.viewsets import analysis as paths_pages
from assessments.scenarios.viewsets import buttons_for as scenario_buttons

LOG_ACTIONS = {
    "framework.publish": (gettext_lazy("Publish framework"), gettext_lazy("Published a version of the framework")),
    "framework.draft": (
        gettext_lazy("Begin framework version"),
        gettext_lazy("Began the next version of the framework"),
    ),
    "framework.change": (gettext_lazy("Change draft"), gettext_lazy("Changed a draft of the framework")),
    "framework.send": (
        gettext_lazy("Send framework"),
        gettext_lazy("Sent a draft of the framework to clinical review"),
    ),
    "framework.take_back": (gettext_lazy("Take draft back"), gettext_lazy("Took a draft back from review")),
    "framework.send_back": (gettext_lazy("Send draft back"), gettext_lazy("Sent a draft of the framework back")),
    "framework.discard": (gettext_lazy("Put draft away"), gettext_lazy("Put a draft of the framework away")),
    "framework.follow": (gettext_lazy("Move draft on"), gettext_lazy("Held a draft against the version in force")),
    "framework.succession": (gettext_lazy("Map versions"), gettext_lazy("Said what takes the place of competencies")),
    "framework.mapping": (gettext_lazy("Keep mapping"), gettext_lazy("Kept what competencies became in a version")),
    "competency.record": (gettext_lazy("Record competency"), gettext_lazy("Added a line of evidence")),
    "goal.set": (gettext_lazy("Set goal"), gettext_lazy("Set a development goal")),
    "goal.reach": (gettext_lazy("Reach goal"), gettext_lazy("Noted that a development goal was reached")),
    "question.publish": (gettext_lazy("Freeze question"), gettext_lazy("Made a revision that is asked from now on")),
    "question.retire": (gettext_lazy("Retire question"), gettext_lazy("Took the question out of use")),
    "question.restore": (gettext_lazy("Restore question"), gettext_lazy("Brought the question back into use")),
    "question.import": (gettext_lazy("Bring in question"), gettext_lazy("Laid a draft of the question from a file")),
    "questions.import": (gettext_lazy("Bring in questions"), gettext_lazy("Brought questions in from a file")),
    "questions.export": (gettext_lazy("Export questions"), gettext_lazy("Wrote questions and their keys into a file")),
    "quiz.publish": (gettext_lazy("Freeze quiz"), gettext_lazy("Made a version that new attempts run on")),
    "quiz.retire": (gettext_lazy("Retire quiz"), gettext_lazy("Took the quiz out of use")),
    "quiz.restore": (gettext_lazy("Restore quiz"), gettext_lazy("Brought the quiz back into use")),
    "attempt.finish": (gettext_lazy("Hand in"), gettext_lazy("Handed in a check")),
    "attempt.export": (gettext_lazy("Export attempts"), gettext_lazy("Took along a file of attempts")),
    "attempt.release": (gettext_lazy("Release attempt"), gettext_lazy("Showed the learner what was marked")),
    "attempt.regrade": (gettext_lazy("Regrade attempt"), gettext_lazy("Changed a result after a mistake in a key")),
    "question.regrade": (gettext_lazy("Regrade"), gettext_lazy("Graded attempts anew after a mistake in a key")),
    "paper.mark": (gettext_lazy("Mark"), gettext_lazy("Marked a long answer")),
    "paper.settle": (gettext_lazy("Settle marks"), gettext_lazy("Settled what a long answer is worth")),
    "scenario.publish": (gettext_lazy("Freeze scenario"), gettext_lazy("Made a version that new runs go by")),
    "scenario.retire": (gettext_lazy("Retire scenario"), gettext_lazy("Took the scenario out of use")),
    "scenario.restore": (gettext_lazy("Restore scenario"), gettext_lazy("Brought the scenario back into use")),
    "scenario.sign": (gettext_lazy("Sign scenario"), gettext_lazy("Put their name to a version")),
    "scenario.import": (gettext_lazy("Bring in scenario"), gettext_lazy("Brought a story in from a file")),
    "scenario.export": (gettext_lazy("Export scenario"), gettext_lazy("Took the scenario out as a file")),
    "scenario.finish": (gettext_lazy("Finish run"), gettext_lazy("Came to the end of a role-play")),
    "scenario.send": (gettext_lazy("Send run"), gettext_lazy("Sent a run to their supervisors")),
    "instrument.publish": (gettext_lazy("Publish kit"), gettext_lazy("Published a version of an observation kit")),
    "sitting.stop": (gettext_lazy("Stop role-play"), gettext_lazy("Stopped an observed role-play")),
    "performance.publish": (gettext_lazy("Publish transcript"), gettext_lazy("Published a transcript for raters")),
    "reference.sign": (gettext_lazy("Sign reference"), gettext_lazy("Put their name to a reference")),
    "raters.rules": (gettext_lazy("Set rules for raters"), gettext_lazy("Put rules for raters in force")),
    "rater.calibrate": (gettext_lazy("Calibrate"), gettext_lazy("Finished a run through transcripts")),
    "rater.pause": (gettext_lazy("Pause rater"), gettext_lazy("Paused a rater")),
    "rater.resume": (gettext_lazy("Let rater go on"), gettext_lazy("Let a rater go on")),
    "instrument.change": (gettext_lazy("Change kit"), gettext_lazy("Changed a part of an observation kit’s draft")),
    "instrument.review": (gettext_lazy("Send to review"), gettext_lazy("Sent an observation kit to review")),
    "instrument.sign": (gettext_lazy("Sign kit"), gettext_lazy("Put their name to a version of an observation kit")),
    "instrument.copy": (gettext_lazy("Copy kit"), gettext_lazy("Made an observation kit as a copy of another")),
    "instrument.retire": (gettext_lazy("Retire kit"), gettext_lazy("Took the observation kit out of use")),
    "instrument.restore": (gettext_lazy("Restore kit"), gettext_lazy("Brought the observation kit back into use")),
    "sheet.submit": (gettext_lazy("Hand in sheet"), gettext_lazy("Handed in a rating sheet")),
    "sheet.change": (gettext_lazy("Change sheet"), gettext_lazy("Changed a rating sheet that was handed in")),
    "sitting.arrange": (gettext_lazy("Arrange role-play"), gettext_lazy("Arranged a role-play that is watched")),
    "sitting.hold": (gettext_lazy("Hold role-play"), gettext_lazy("Noted that a role-play took place")),
    "sitting.cancel": (gettext_lazy("Call off role-play"), gettext_lazy("Called a role-play off")),
    "sitting.change": (gettext_lazy("Change role-play"), gettext_lazy("Changed when or where a role-play is")),
    "observation.add": (gettext_lazy("Add trainee"), gettext_lazy("Added a trainee to a role-play")),
    "observation.take_out": (gettext_lazy("Take trainee out"), gettext_lazy("Took a trainee out of a role-play")),
    "observation.absent": (gettext_lazy("Note absence"), gettext_lazy("Noted that a trainee was not there")),
    "observation.present": (gettext_lazy("Bring back"), gettext_lazy("Noted that a trainee was there after all")),
    "observation.stop": (gettext_lazy("Stop for one"), gettext_lazy("Stopped a role-play for one trainee alone")),
    "seat.assign": (gettext_lazy("Ask rater"), gettext_lazy("Asked somebody to rate")),
    "seat.leave": (gettext_lazy("Free seat"), gettext_lazy("Took a rater's seat back")),
    "seat.decline": (gettext_lazy("Say no"), gettext_lazy("Said no to playing or saying what they saw")),
    "concern.raise": (gettext_lazy("Raise harm"), gettext_lazy("Saw harm as an actor or a peer")),
    "concern.decide": (gettext_lazy("Decide about harm"), gettext_lazy("Decided about harm that others saw")),
    "seat.remind": (gettext_lazy("Remind rater"), gettext_lazy("Reminded a rater of a sheet")),
    "observation.differ": (gettext_lazy("Raters differ"), gettext_lazy("Raters differ, so somebody has to decide")),
    "observation.agree": (gettext_lazy("Settle rating"), gettext_lazy("Put the raters' sheets together")),
    "observation.opt_out": (gettext_lazy("Leave out"), gettext_lazy("Left a role-play out, without a reason")),
    "observation.release": (gettext_lazy("Release result"), gettext_lazy("Showed a result to its trainee")),
    "result.respond": (gettext_lazy("Respond"), gettext_lazy("Responded to a result")),
    "appeal.settle": (gettext_lazy("Answer appeal"), gettext_lazy("Answered an appeal by a new rating")),
    "feedback.give": (gettext_lazy("Give feedback"), gettext_lazy("Gave feedback after a role-play")),
    "follow_up.open": (gettext_lazy("Open follow-up"), gettext_lazy("Opened a follow-up of harm")),
    "follow_up.acknowledge": (gettext_lazy("Acknowledge harm"), gettext_lazy("Took care of a follow-up of harm")),
    "follow_up.debrief": (gettext_lazy("Debrief"), gettext_lazy("Talked harm through with the trainee")),
    "follow_up.close": (gettext_lazy("Close follow-up"), gettext_lazy("Closed a follow-up of harm")),
    "follow_up.pass_on": (gettext_lazy("Pass follow-up on"), gettext_lazy("Passed harm on to who is on call")),
    "recording.ask": (gettext_lazy("Ask for recording"), gettext_lazy("Asked whether a role-play may be recorded")),
    "recording.take_back": (gettext_lazy("Record nothing"), gettext_lazy("Decided to record nothing after all")),
    "recording.answer": (gettext_lazy("Answer recording"), gettext_lazy("Answered whether they may be recorded")),
    "recording.add": (gettext_lazy("Add recording"), gettext_lazy("Added the recording of a role-play")),
    "recording.delete": (gettext_lazy("Delete recording"), gettext_lazy("Deleted the recording of a role-play")),
    "recording.emergency": (gettext_lazy("Open recording"), gettext_lazy("Opened a recording for a written reason")),
    "quiz.release": (gettext_lazy("Release marks"), gettext_lazy("Released what was marked in a quiz")),
}


@hooks.register("register_log_actions")
def register_actions(actions: Any) -> None:
    for action, (label, message) in LOG_ACTIONS.items():
        actions.register_action(action, label, message)


@hooks.register("construct_homepage_panels")
def show_waiting_frameworks(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingFrameworksPanel(request))


class AssessmentGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Assessment")
    menu_icon = "tasks"
    menu_order = 210
    items = (
        QuestionViewSet,
        VignetteViewSet,
        QuizViewSet,
        QuestionBankViewSet,
        ScenarioViewSet,
        InstrumentViewSet,
        CompetencyVersionViewSet,
        FrameworkVersionViewSet,
        CoverageViewSet,
    )


register_snippet(AssessmentGroup)


@hooks.register("before_delete_snippet", order=-1)
def keep_what_is_drawn(request: HttpRequest, instances: Sequence[models.Model]) -> HttpResponse | None:
    """The house's own refusal knows keys only; that a quiz may draw a question is said here, with its name."""
    for question in instances:
        quizzes = queries.quizzes_drawing(question) if isinstance(question, Question) else []
        if quizzes:
            text = _("“%(name)s” cannot be deleted, because it is drawn by: %(quizzes)s. Retire it instead.")
            messages.error(request, text % {"name": question, "quizzes": ", ".join(str(quiz) for quiz in quizzes)})
            return HttpResponseRedirect(reverse("wagtailsnippets_assessments_question:edit", args=[question.pk]))
    return None


@hooks.register("register_snippet_listing_buttons")
def retire_button(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    kinds = Question | Quiz | Scenario | Instrument
    if isinstance(snippet, kinds) and user.has_perm(f"assessments.publish_{snippet._meta.model_name}"):
        label = _("Bring back into use") if snippet.retired_at else _("Retire")
        url = reverse(f"wagtailsnippets_assessments_{snippet._meta.model_name}:retire", args=[snippet.pk])
        yield Button(label, url, icon_name="bin", priority=80)
    if isinstance(snippet, Question) and user.has_perm(queries.MAY_REGRADE):
        url = reverse("wagtailsnippets_assessments_question:regrade", args=[snippet.pk])
        yield Button(_("Grade anew"), url, icon_name="rotate", priority=85)


@hooks.register("register_snippet_listing_buttons")
def gain_button(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Quiz) and snippet.pre_form_id and user.has_perm("assessments.view_gain"):
        url = reverse("wagtailsnippets_assessments_quiz:gain", args=[snippet.pk])
        yield Button(_("What was gained"), url, icon_name="order-up", priority=70)


@hooks.register("construct_homepage_panels")
def show_waiting_kits(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(WaitingKits(request))


@hooks.register("register_admin_urls")
def statistics_urls() -> list[URLResolver]:
    urls = (statistics_pages.urlpatterns, statistics_pages.ROUTES)
    return [path("assessment/statistics/", include(urls))]


@hooks.register("register_snippet_listing_buttons")
def statistics_in_lists(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Question | Quiz) and user.has_perm(statistics_pages.VIEW):
        yield statistics_pages.statistics_button(snippet)


@hooks.register("register_admin_urls")
def paths_urls() -> list[URLResolver]:
    return [path("assessment/paths/", include((paths_pages.analysis_urls(), paths_pages.ROUTES)))]


@hooks.register("register_snippet_listing_buttons")
def print_button(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Question | Quiz) and user.has_perm(f"assessments.view_{snippet._meta.model_name}"):
        url = reverse(f"wagtailsnippets_assessments_{snippet._meta.model_name}:print", args=[snippet.pk])
        yield Button(_("Print"), url, icon_name="print", priority=70)


@hooks.register("register_snippet_listing_buttons")
def try_button(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Quiz) and user.has_perm(TRY_PERMISSION):
        url = reverse("wagtailsnippets_assessments_quiz:try", args=[snippet.pk])
        yield Button(_("Try it"), url, icon_name="view", priority=15)


@hooks.register("register_snippet_listing_buttons")
def scenario_buttons_in_lists(snippet: models.Model, user: Any, next_url: str | None = None) -> Iterator[Button]:
    if isinstance(snippet, Scenario):
        yield from scenario_buttons(snippet, user)
    if isinstance(snippet, Instrument):
        yield from kit_buttons(snippet, user)


@hooks.register("construct_snippet_action_menu")
def leave_safety_to_reviewers(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Others see *Submit*; the form says the same to whoever finds another way."""
    scenario = context.get("instance")
    if context["model"] is Scenario and scenario and scenario.safety_critical and not request.user.has_perm(MAY_SIGN):
        menu_items[:] = [item for item in menu_items if not isinstance(item, PublishMenuItem)]


@hooks.register("construct_snippet_action_menu")
def retire_instead_of_unpublish(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Unpublishing would leave a quiz without a word; retiring says what rests on it, and refuses where it must."""
    if context["model"] in {Question, Quiz, Scenario}:
        menu_items[:] = [item for item in menu_items if not isinstance(item, UnpublishMenuItem)]


@hooks.register("after_edit_snippet")
def offer_to_grade_anew(request: HttpRequest, instance: models.Model) -> None:
    """After a change of what is right, one step leads to those who were asked by the old key."""
    if not isinstance(instance, Question) or not request.POST.get("action-publish"):
        return
    if instance.change == ChangeWeight.MATERIAL and request.user.has_perm(queries.MAY_REGRADE):
        url = reverse("wagtailsnippets_assessments_question:regrade", args=[instance.pk])
        text = _("Results by the old key stay until somebody grades them anew.")
        admin_messages.warning(request, text, buttons=[admin_messages.button(url, _("See what would change"))])


@hooks.register("after_edit_snippet")
def tell_of_quizzes_left_behind(request: HttpRequest, instance: models.Model) -> None:
    """A question moved to another topic may leave a quiz unable to draw: it stays on its version, and we say so."""
    if not isinstance(instance, Question) or not instance.live:
        return
    for quiz in queries.published_quizzes(instance.bank):
        try:
            check_quiz(quiz=quiz)
        except BankTooSmall as shortage:
            text = _("The quiz “%(quiz)s” goes on as it was last published. %(why)s")
            messages.warning(request, text % {"quiz": quiz.title, "why": shortage})


@hooks.register("after_create_snippet")
@hooks.register("after_edit_snippet")
def tell_of_a_small_bank(request: HttpRequest, instance: models.Model) -> None:
    """A draft may ask for more than there is; its editor hears of it at once, not only when they publish.

    Not while the desk saves by itself every few seconds: nobody would see the message before the next page.
    """
    saves_by_itself = "application/json" in request.headers.get("Accept", "")
    if not isinstance(instance, Quiz) or request.POST.get("action-publish") or saves_by_itself:
        return
    try:
        check_quiz(quiz=instance)
    except BankTooSmall as shortage:
        text = _("Kept as a draft. It can't be published yet: %(why)s")
        messages.warning(request, text % {"why": shortage})
