"""Setting the scene: organisation, people, cohort, supervision, an invitation link."""

import datetime as dt
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from certificates.programmes.models import Programme
from courses.catalogue.models import CoursePage
from courses.enrolment.models import Cohort
from courses.enrolment.services import create_invite
from lms.common import clock
from lms.packs.demo.cast import COHORT, ORGANISATION, STAFF, STUDIED, TRAINEES, Member
from lms.packs.demo.crowd import make_crowd
from lms.packs.demo.days import days_ago
from lms.packs.demo.groups import watch_together
from lms.packs.demo.kits import work_on_a_kit
from lms.packs.demo.labs import make_labs
from lms.packs.demo.observing import watch_people
from lms.packs.demo.play import play, try_safety_check, write_note
from lms.packs.demo.runs import make_runs, make_study
from lms.packs.demo.scenes import play_scene
from lms.packs.errors import NoDemoHere
from lms.people.models import Organisation, User
from lms.people.queries import pending_agreements
from lms.people.services import accept_agreements, create_person, start_supervision

COURSE, SAFETY_COURSE = "FND", "SAFETY"
ALL_BEGAN = 27
# Since how many days a changed kit waits for its reviewer.
KIT_WAITS = 2


@dataclass
class Demo:
    """What stands now. `made` is False when it stood before."""

    made: bool
    sign_ins: list[tuple[str, str, str]] = field(default_factory=list)  # e-mail, name, role
    invite_path: str = ""
    came: int = 0  # of the crowd, now
    played: int = 0  # role-plays by them, now


def set_up_demo(*, crowd: int = 0, runs: int = 0, students: int = 0) -> Demo:
    """The fictional programme, made once and then left alone, whatever became of it.

    `crowd`: how many more fictional learners have sat the first check, for its statistics (see `demo.crowd`).
    `runs`: how often role-plays were played by some of them, and `students` how many went through the one whose ways
    can be studied (see `demo.runs`).

    Raises NoDemoHere unless settings say DEBUG and DEMO, or when the course is not loaded.
    """
    if not (settings.DEBUG and settings.DEMO):
        raise NoDemoHere(_("The demo is for a developer's machine: settings must say DEBUG and DEMO."))
    course = CoursePage.objects.live().filter(code=COURSE).first()
    if course is None:
        raise NoDemoHere(_("Load the course first: manage.py load_pack content/packs/facilitator"))
    cohort = Cohort.objects.filter(is_demo=True).first()
    made = cohort is None
    if cohort is None:
        cohort = _make(course)
    came = make_crowd(crowd)
    played = make_runs(runs) + make_study(STUDIED, students)
    return Demo(made, _sign_ins(), _invite_path(cohort), came, played)


@transaction.atomic
def _make(course: CoursePage) -> Cohort:
    with days_ago(ALL_BEGAN):
        name, slug = ORGANISATION
        organisation, _made = Organisation.objects.get_or_create(slug=slug, defaults={"name": name})
        people = {member.name: _person(member, organisation) for member in _members()}
        cohort = _cohort(course, organisation, people)
        Programme.objects.filter(versions__requirements__course=course).update(is_demo=True)
    for person in people.values():
        _accept(person)
    safety = CoursePage.objects.live().filter(code=SAFETY_COURSE).first()
    supervisors = (people["supervisor"], people["supervisor2"])
    for place, (member, stage) in enumerate(TRAINEES):
        with days_ago(stage.began):
            start_supervision(
                supervisor=supervisors[place // 7],
                trainee=people[member.name],
                organisation=organisation,
                actor=people["manager"],
                accepted=True,
            )
        play(people[member.name], stage, cohort, people["manager"])
        if stage.sure and safety is not None:
            tried = try_safety_check(people[member.name], safety, stage.sure)
            if stage.note:
                write_note(tried, stage.note, stage.sure - 1)
        for scene in stage.scenes:
            play_scene(people[member.name], scene)
    make_labs(cohort, people)
    trainees = [people[member.name] for member, _stage in TRAINEES]
    watch_people(people, trainees)
    watch_together(people, trainees)
    work_on_a_kit(people["editor"], KIT_WAITS)
    create_invite(cohort=cohort, expires_at=clock.now() + dt.timedelta(days=30), cap=10, actor=people["manager"])
    return cohort


def _members() -> list[Member]:
    """Trainee first: where one person of each role is shown, it is this one."""
    first, *others = [member for member, _stage in TRAINEES]
    return [first, *STAFF, *others]


def _person(member: Member, organisation: Organisation) -> User:
    user = create_person(
        email=member.email,
        full_name=member.full_name,
        roles=[member.role],
        organisation=organisation,
        password=settings.DEMO_PASSWORD,
        is_demo=True,
    )
    if member.preferred:
        user.preferred_name = member.preferred
        user.save(update_fields=["preferred_name", "updated"])
    return user


def _accept(user: User) -> None:
    """Today, since the texts are in force only since they were loaded."""
    pending = pending_agreements(user)
    if pending:
        accept_agreements(user=user, agreements=pending)


def _cohort(course: CoursePage, organisation: Organisation, people: dict[str, User]) -> Cohort:
    cohort = Cohort.objects.create(
        name=COHORT, organisation=organisation, course=course, starts=clock.today(), capacity=20, is_demo=True
    )
    cohort.supervisors.set([people["supervisor"], people["supervisor2"], people["lead"]])
    return cohort


def _sign_ins() -> list[tuple[str, str, str]]:
    emails = {member.email: member.role for member in _members()}
    people = User.objects.filter(is_demo=True, is_active=True, email__in=emails).order_by("pk")
    return [(user.email, user.full_name, str(emails[user.email].label)) for user in people]


def _invite_path(cohort: Cohort) -> str:
    invite = cohort.invites.filter(revoked_at=None, expires_at__gt=clock.now()).order_by("created").first()
    return f"/join/{invite.token}/" if invite else ""
