"""One trainee, Tess Quillon, about whom everything is held, and everybody who may come near her.

What may not show everywhere holds a word of its own (`W_…`), which stands nowhere else in the product.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from assessments.calibration import services as calibrating
from assessments.competencies.models import Competency
from assessments.competencies.services import set_goal
from assessments.observations import services as observing
from assessments.observations.models import Concern, FollowUp, Observation, Sitting
from assessments.questions.models import Question
from assessments.quizzes import services as quizzing
from assessments.quizzes.models import Quiz
from assessments.scenarios import services as playing
from certificates.awards.services import reinstate_award, suspend_award
from courses.enrolment.models import Enrolment
from courses.progress.services import press_done, save_reflection, share_reflection
from courses.sessions.services import Mark, book_place, save_register
from lms.common import clock
from lms.people.models import Organisation, User
from tests.factories.assessments import QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.calibration import calibration_set, rate_all
from tests.factories.certificates import AwardFactory, make_certificate
from tests.factories.courses import CohortFactory, CourseTree, EnrolmentFactory, make_course, make_lesson, quiz_block
from tests.factories.marking import hand_in_long, long_quiz, paper_of
from tests.factories.observations import (
    HARM,
    SKILLED,
    ObservationFactory,
    SeatFactory,
    framework_in_force,
    tap,
    taps_for,
)
from tests.factories.people import AccommodationFactory, OrganisationFactory, SupervisionLinkFactory, UserFactory
from tests.factories.recordings import captions, recorded
from tests.factories.scenarios import RunFactory, ScenarioFactory, story
from tests.factories.sessions import LabSessionFactory

NAME = "Tess Quillon"
# Who looks, and the role they have in the product.
VIEWERS = {
    "trainee": "trainee",
    "peer": "trainee",
    "supervisor": "supervisor",
    "co_rater": "supervisor",
    "trainer": "supervisor",
    "lead": "lead_supervisor",
    "manager": "programme_manager",
    "auditor": "auditor",
    "editor": "content_editor",
    "reviewer": "clinical_reviewer",
}


@dataclass
class World:
    """Who there is, and the values that arguments of URLs can take, by their names."""

    people: dict[str, User]
    organisation: Organisation
    objects: dict[str, list[Any]] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)

    def put(self, **found: Any) -> None:
        for name, value in found.items():
            self.objects.setdefault(name, []).append(value)


def make_world() -> World:
    organisation = OrganisationFactory(name="Quiet Circle")
    people = {
        name: UserFactory(roles=[role], organisation=organisation, acknowledged=True, full_name=f"{name.title()} Looks")
        for name, role in VIEWERS.items()
    }
    tess = people["trainee"]
    tess.full_name, tess.preferred_name = NAME, ""
    tess.save()
    world = World(people, organisation)
    SupervisionLinkFactory(supervisor=people["supervisor"], trainee=tess, organisation=organisation)
    world.put(uuid=tess.uuid, person_uuid=tess.uuid)
    _add_scenarios(world)  # Before there is a framework: its behaviours are none of theirs.
    framework_in_force()
    enrolment = _add_course(world)
    _add_lab(world, enrolment)
    _add_long_answer(world)
    _add_role_play(world)
    _add_open_role_play(world)
    _add_certificate(world)
    _add_calibration(world)
    AccommodationFactory(
        user=tess, kind="format", value=None, needed="W_NEED large print", recorded_by=people["manager"]
    )
    set_goal(learner=tess, text="W_GOAL ask first", actor=people["supervisor"])
    return world


def _add_course(world: World) -> Enrolment:
    """Three of seven lessons done; one box shared, one not; a check met at the third try."""
    tess = world.people["trainee"]
    tree = make_course(lessons=6, reflections=True)
    quiz = _check_of_words()
    tree.check = make_lesson(tree.modules[0], body=[quiz_block(quiz)], title="Check", slug="check", kind="check")
    cohort = CohortFactory(name="Evening group", organisation=world.organisation, course=tree.course)
    cohort.supervisors.add(world.people["trainer"])
    enrolment = EnrolmentFactory(learner=tess, course=tree.course, cohort=cohort)
    EnrolmentFactory(learner=world.people["peer"], course=tree.course, cohort=cohort)
    EnrolmentFactory(learner=UserFactory(full_name="Third Member", roles=["trainee"], organisation=world.organisation),
                     course=tree.course, cohort=cohort)  # fmt: skip
    for lesson in tree.lessons[:2]:
        press_done(enrolment=enrolment, lesson=lesson)
    _write_boxes(tree, tess)
    _take_check(world, tree, quiz)
    world.pages = [page.url for page in (tree.course, *tree.modules, *tree.lessons)]
    world.put(cohort_uuid=cohort.uuid, enrolment_uuid=enrolment.uuid, code=tree.course.code)
    return enrolment


def _write_boxes(tree: CourseTree, tess: User) -> None:
    boxes = [tree.activity(lesson, "reflection") for lesson in tree.lessons[:2]]
    save_reflection(learner=tess, activity=boxes[0], text="W_PRIVATE what I fear", sequence=1)
    save_reflection(learner=tess, activity=boxes[1], text="W_EARLIER first words", sequence=1, window="a")
    shared = save_reflection(learner=tess, activity=boxes[1], text="W_SHARED what I learnt", sequence=5, window="b")
    share_reflection(reflection=shared)


def _check_of_words() -> Quiz:
    """A typed answer, and a safety question of whose answer one says how sure one is."""
    bank = QuestionBankFactory()
    QuestionFactory(bank=bank, kind="short_answer", options=[{"key": "a", "text": "listening*"}], topic="values")
    about = Competency.objects.get(code="SAFE-1")
    QuestionFactory(bank=bank, competency=about, safety_critical=True, topic="limits")
    lines = [{"topic": "values", "count": 1}, {"topic": "limits", "count": 1, "safety_critical": 1}]
    rules = {"certainty": True, "pause_hours": 0, "attempts_allowed": 5}
    return QuizFactory(bank=bank, blueprint=lines, title="Check of words", **rules)


def _take_check(world: World, tree: CourseTree, quiz: Quiz) -> None:
    """Twice very sure and wrong, met at the third try."""
    place = tree.activity(tree.check, "quiz").uuid
    for right in (False, False, True):
        attempt = quizzing.start_attempt(quiz=quiz, learner=world.people["trainee"], placement=place)
        for item in attempt.items.select_related("revision"):
            chosen = [one["id"] for one in item.revision.body["options"] if one["correct"] is right][:1]
            typed = {"text": "listening W_TYPED"} if item.revision.kind == "short_answer" else {"chosen": chosen}
            quizzing.record_answer(
                attempt=attempt, position=item.position, response=typed, sequence=item.position, certainty="high"
            )
        quizzing.finish_attempt(attempt=attempt)
        world.put(attempt_uuid=attempt.uuid)
    asked = Question.objects.get(bank=quiz.bank, kind="short_answer")
    world.put(pk=quiz.pk, question_pk=asked.pk)


def _add_lab(world: World, enrolment: Enrolment) -> None:
    tess, trainer = world.people["trainee"], world.people["trainer"]
    began = clock.now().replace(microsecond=0) - timedelta(hours=3)
    session = LabSessionFactory(
        cohort=enrolment.cohort, starts_at=began, ends_at=began + timedelta(hours=2), hosts=[trainer]
    )
    save_register(session=session, marks=[Mark(tess.uuid, "absent")], actor=trainer)
    mark = Mark(tess.uuid, "left", 37, seen=str(session.attendances.get().uuid))
    save_register(session=session, marks=[mark], actor=trainer, reason="W_CORRECTED she rang")
    coming = LabSessionFactory(cohort=enrolment.cohort, hosts=[trainer])
    book_place(session=coming, enrolment=enrolment)
    for one in (session, coming):
        world.put(session_uuid=one.uuid)


def _add_long_answer(world: World) -> None:
    """One that waits for a reader."""
    waiting = hand_in_long(
        long_quiz(title="Check in sentences"), world.people["trainee"], text="W_LONG I would listen."
    )
    world.put(attempt_uuid=waiting.uuid, paper_uuid=paper_of(waiting).uuid, pk=waiting.quiz_id)


def _add_scenarios(world: World) -> None:
    """A run with harm that was kept, and another one that was sent; words in both, shared in the second."""
    tess = world.people["trainee"]
    kept = RunFactory(learner=tess, scenario=ScenarioFactory(title="First night"), path=("sharp", "wait", "sorry"))
    sent = RunFactory(
        learner=tess, scenario=ScenarioFactory(graph=story(line=True), title="Second night"), path=("later",)
    )
    sent = playing.take_step(attempt=sent, position=sent.position, words="W_LINE hear me", sequence=1)
    sent = playing.take_step(attempt=sent, position=sent.position, words="W_THOUGHT shared", sequence=1)
    playing.share_words(words=sent.words.get(kind="reflection"))
    playing.save_words(attempt=kept, kind="debrief", text="W_DEBRIEF mine alone", sequence=1)
    playing.send_run(attempt=sent)
    for run in (kept, sent):
        world.put(run_uuid=run.uuid, scenario_pk=run.scenario_id)


def _add_role_play(world: World) -> None:
    """One that counts, with harm, put together and out: notes, feedback, an answer, an appeal, a talk."""
    tess, lead = world.people["trainee"], world.people["lead"]
    observation = ObservationFactory(learner=tess, sitting__arranged_by=world.people["manager"])
    world.put(observation_uuid=observation.uuid, sitting_uuid=observation.sitting.uuid)
    override = {"override": "W_OVERRIDE nobody else is free", "conflicts": ["supervises"]}
    seats = [
        SeatFactory(observation=observation, rater=world.people["co_rater"]),
        SeatFactory(observation=observation, rater=world.people["supervisor"], **override),
    ]
    for place, seat in enumerate(seats):
        observing.submit_sheet(seat=seat, taps=_taps(place))
        world.put(seat_uuid=seat.uuid)
    observation.refresh_from_db()
    words = observing.Words(("W_KEEP warmth",), "W_CHANGE pace", "W_STEP breathe", clock.today(), ("SAFE-1.B1",))
    feedback = observing.save_feedback(
        observation=observation, author=world.people["supervisor"], words=words, sequence=1
    ).feedback
    observing.give_feedback(feedback=feedback, actor=lead)
    observing.release_result(observation=observation, actor=lead)
    observing.rate_oneself(observation=observation, wants=False)
    observing.respond_to_result(observation=observation, kind="answered", words="W_ANSWERED I saw it so")
    observing.respond_to_result(observation=observation, kind="appealed", words="W_APPEAL look again")
    talk = FollowUp.objects.get(observation=observation)
    observing.note_debrief(follow_up=talk, actor=world.people["supervisor"], agreed="W_AGREED we practise")
    world.put(follow_up_uuid=talk.uuid)
    _add_recording(world, observation.sitting, "W_FILM welcome, all of you")


def _taps(place: int) -> list[dict[str, Any]]:
    taps = taps_for({**SKILLED, **HARM})
    for one in taps:
        if one["kind"] == "harm":
            one["data"]["words"] = f"W_HARM{place} promised silence"
    level = tap(40, "level", competency="GRP-1", level=4, reason=f"W_LEVEL{place} more than the rows say")
    note = {"note": f"n{place}", "seconds": 5, "behaviour": "", "seen": f"W_NOTE{place} leaned in", "meant": ""}
    return [*taps, level, tap(41, "note", **note)]


def _add_open_role_play(world: World) -> None:
    """One where a rater handed in and the co-rater owes a sheet."""
    observation = ObservationFactory(learner=world.people["trainee"], sitting__arranged_by=world.people["manager"])
    other = UserFactory(roles=["supervisor"], organisation=world.organisation, full_name="Other Rater")
    taps = _taps(7)
    observing.submit_sheet(seat=SeatFactory(observation=observation, rater=other), taps=taps)
    mine = SeatFactory(observation=observation, rater=world.people["co_rater"])
    world.put(observation_uuid=observation.uuid, sitting_uuid=observation.sitting.uuid, seat_uuid=mine.uuid)
    _add_actor(world, observation)
    _add_recording(world, observation.sitting, "W_ALLOWED good evening", supervisor=True)


def _add_actor(world: World, observation: Observation) -> None:
    """Somebody who played in it saw harm, and nobody has decided about that yet."""
    actor = UserFactory(roles=["trainee"], organisation=world.organisation, full_name="Actor Person")
    (seat,) = observing.ask_aside(
        sitting=observation.sitting,
        observations=[observation],
        person=actor,
        role="actor",
        asked_by=world.people["manager"],
    )
    taps = taps_for(HARM)
    for one in taps:
        if one["kind"] == "harm":
            one["data"]["words"] = "W_ASIDE promised me silence"
    observing.submit_sheet(seat=seat, taps=taps)
    world.put(concern_uuid=Concern.objects.get().uuid)


def _add_recording(world: World, sitting: Sitting, words: str, **consent: bool) -> None:
    """What is said in it stands in its captions."""
    said = captions(f"WEBVTT\n\n00:00.000 --> 00:02.000\n{words}\n".encode())
    world.put(recording_uuid=recorded(sitting, captions=said, **consent).uuid)


def _add_certificate(world: World) -> None:
    award = AwardFactory(learner=world.people["trainee"])
    certificate = make_certificate(award)
    lead = world.people["lead"]
    suspend_award(award=award, actor=lead, reason="W_SUSPENDED a call came in")
    reinstate_award(award=award, actor=lead, reason="W_REINSTATED it is settled")
    world.put(uuid=certificate.uuid, serial=certificate.serial)
    world.put(uuid=award.uuid)


def _add_calibration(world: World) -> None:
    """The co-rater learns to rate, is paused, and says something about the reference."""
    rater = world.people["co_rater"]
    world.put(version_uuid=calibration_set()[0].uuid)
    run = rate_all(rater, **{"GRP-1.B1": "not"})
    calibrating.pause_rater(rater=rater, paused=True, reason="W_PAUSED tired", actor=world.people["lead"])
    sheet = run.sheets.first()
    calibrating.comment_on_reference(sheet=sheet, behaviour="GRP-1.B1", text="W_COMMENT I heard it")
    world.put(rater_uuid=rater.uuid, sheet_uuid=sheet.uuid)
