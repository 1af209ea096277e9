import uuid

from django.http import Http404

from assessments.scenarios import queries
from assessments.scenarios.choices import RunStatus
from assessments.scenarios.models import Scenario, ScenarioAttempt, ScenarioVersion, ScenarioWords
from assessments.scenarios.queries.library import open_scenarios
from lms.common.uploads import Upload, find_upload
from lms.people.models import User

# What uploads of scenarios are kept for.
UPLOADS = "scenarios"


def access_scenario(user: User, scenario_uuid: uuid.UUID) -> Scenario:
    """A scenario in use that anybody signed in may practise. Unpublished, retired, or none: the same `Http404`."""
    scenario = open_scenarios().filter(uuid=scenario_uuid).first() if user.is_authenticated else None
    if scenario is None:
        raise Http404
    return scenario


def access_own_run(user: User, run_uuid: uuid.UUID) -> ScenarioAttempt:
    """The learner's own run with version and scenario (without their stories). Somebody else's: the same `Http404`.

    One query, whatever the size of the story.
    """
    attempt = queries.runs_to_see().filter(uuid=run_uuid, learner_id=user.pk).first()
    if attempt is None:
        raise Http404
    return attempt


def access_run(user: User, run_uuid: uuid.UUID) -> ScenarioAttempt:
    """A run that `user` may look at: of somebody whom they supervise or lead. Else the same `Http404`."""
    attempt = queries.runs_in_reach(user).filter(uuid=run_uuid).first()
    if attempt is None:
        raise Http404
    return attempt


def access_own_words(user: User, words_uuid: uuid.UUID) -> ScenarioWords:
    """What the user wrote in a run. Somebody else's, or none: the same `Http404`."""
    words = ScenarioWords.objects.filter(uuid=words_uuid, attempt__learner_id=user.pk).first()
    if words is None:
        raise Http404
    return words


def access_scenario_to_change(user: User, scenario_uuid: uuid.UUID) -> Scenario:
    """A scenario whose draft `user` may change, published or not. Else `Http404`."""
    return _with_permission(user, scenario_uuid, queries.MAY_CHANGE)


def access_paths(user: User, scenario_uuid: uuid.UUID) -> Scenario:
    """A scenario of which `user` may see how people went through it. Else `Http404`."""
    return _with_permission(user, scenario_uuid, queries.MAY_SEE_PATHS)


def access_version_to_sign(user: User, version_uuid: uuid.UUID) -> ScenarioVersion:
    """A version that `user` may put their name to. Else `Http404`."""
    version = ScenarioVersion.objects.select_related("scenario").filter(uuid=version_uuid).first()
    if version is None or not user.has_perm(queries.MAY_SIGN):
        raise Http404
    return version


def access_upload(user: User, upload_uuid: uuid.UUID) -> Upload:
    """Somebody's own upload, as long as they may write scenarios. Another's, or none: the same `Http404`."""
    upload = find_upload(upload_uuid, UPLOADS) if may_import(user) else None
    if upload is None:
        raise Http404
    if upload.owner != user.pk:
        raise Http404
    return upload


def may_import(user: User) -> bool:
    return user.has_perms(["assessments.add_scenario", queries.MAY_CHANGE])


def may_export(user: User) -> bool:
    """Who may read scenarios in the desk may read what helps and what harms there, too."""
    return user.has_perm("assessments.view_scenario")


def _with_permission(user: User, scenario_uuid: uuid.UUID, permission: str) -> Scenario:
    scenario = Scenario.objects.filter(uuid=scenario_uuid).first()
    if scenario is None or not user.has_perm(permission):
        raise Http404
    return scenario


def access_scenario_card(user: User, code: str) -> Scenario:
    """A scenario in use by its code, in the reader's language where there is one. Else the same `Http404`."""
    scenario = open_scenarios().filter(code=code).first() if user.is_authenticated else None
    if scenario is None:
        raise Http404
    return scenario


def access_debrief(user: User, run_uuid: uuid.UUID) -> ScenarioAttempt:
    """One's own run, or one that has ended of somebody whom `user` supervises or leads. Else `Http404`."""
    own = queries.runs_to_see().filter(uuid=run_uuid, learner_id=user.pk).first()
    if own is not None:
        return own
    run = access_run(user, run_uuid)
    if run.status != RunStatus.FINISHED:
        raise Http404
    return run
