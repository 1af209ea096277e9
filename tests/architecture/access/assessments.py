from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.conf import settings

from assessments.competencies.services import publish_framework
from lms.common.uploads import find_upload, keep_upload, settle_upload
from tests.architecture.access import HIDDEN, LOGIN, OK, Line
from tests.factories.assessments import QuestionFactory, QuizFactory, make_attempt
from tests.factories.marking import hand_in_long, long_quiz, paper_of
from tests.factories.people import OrganisationFactory, SupervisionLinkFactory, UserFactory


def own_attempt(knocking: Any, **state: Any) -> dict[str, Any]:
    return {"attempt_uuid": make_attempt(QuizFactory(n=1), knocking or UserFactory(), **state).uuid}


def own_item(knocking: Any) -> dict[str, Any]:
    return own_attempt(knocking) | {"position": 1}


def own_finished(knocking: Any) -> dict[str, Any]:
    return own_attempt(knocking, right=1, finish=True)


def attempt_of_another() -> dict[str, Any]:
    return own_finished(None)


def item_of_another() -> dict[str, Any]:
    return own_item(None)


def in_the_framework() -> dict[str, Any]:
    pack = Path(settings.BASE_DIR) / "content" / "packs" / "facilitator" / "framework.yaml"
    publish_framework(data=yaml.safe_load(pack.read_text()))
    return {"code": "SAFE-1"}


def question() -> dict[str, Any]:
    return {"pk": QuestionFactory().pk}


def quiz() -> dict[str, Any]:
    return {"pk": QuizFactory(n=1).pk}


def quiz_revision() -> dict[str, Any]:
    row = QuizFactory(n=1)
    return {"pk": row.pk, "revision_id": row.latest_revision_id}


def own_upload(knocking: Any) -> dict[str, Any]:
    owner, bank = knocking or UserFactory(), QuestionFactory().bank
    facts = {"format_name": "gift", "competency": 0, "topic": "values", "difficulty": 2, "bank": bank.pk}
    # As text: the desk's door answers whoever may not come in before anything is looked up.
    kept = keep_upload(data=b"Well?{T}", owner=owner.pk, purpose="questions", file_name="a.gift", **facts)
    return {"upload_uuid": str(kept.uuid)}


def own_result(knocking: Any) -> dict[str, Any]:
    kept = own_upload(knocking)
    upload = find_upload(UUID(kept["upload_uuid"]), "questions")
    settle_upload(upload=upload, done={"created": [], "changed": [], "same": 0, "left": 0, "skipped": 0})
    return kept


def upload_of_another() -> dict[str, Any]:
    return own_upload(None)


def paper_of_somebody_supervised(knocking: Any) -> dict[str, Any]:
    trainee = UserFactory(organisation=OrganisationFactory())
    if knocking is not None:
        SupervisionLinkFactory(supervisor=knocking, trainee=trainee)
    return {"paper_uuid": paper_of(hand_in_long(long_quiz(), trainee)).uuid}


def paper_of_a_newcomer() -> dict[str, Any]:
    return {"paper_uuid": paper_of(hand_in_long(long_quiz(), UserFactory())).uuid}


def paper_elsewhere() -> dict[str, Any]:
    trainee = UserFactory(organisation=OrganisationFactory())
    return {"paper_uuid": paper_of(hand_in_long(long_quiz(), trainee)).uuid}


def own_paper(knocking: Any) -> dict[str, Any]:
    return {"paper_uuid": paper_of(hand_in_long(long_quiz(), knocking or UserFactory())).uuid}


MARKERS = {"supervisor": OK, "lead_supervisor": OK, "programme_manager": OK}
RELEASERS = {"lead_supervisor": OK, "programme_manager": OK}
OVERSEE = {"lead_supervisor": OK, "programme_manager": OK}

# Whoever may not come to the desk at all is sent to its door. Wagtail itself answers a refusal inside with a way back
# to its first page, which counts as OK here (preview_on_add for a manager shows nothing).
PUBLISHERS = {"content_editor": OK, "clinical_reviewer": OK}
QUIZ_PUBLISHERS = PUBLISHERS | {"programme_manager": OK}
# An auditor may come to the desk, to read.
MAY_NOT = {"programme_manager": HIDDEN, "auditor": HIDDEN}
READERS = QUIZ_PUBLISHERS | {"auditor": OK}
QUIZ_RETIRERS = QUIZ_PUBLISHERS | {"auditor": HIDDEN}
WRITERS = {
    "content_editor": OK,
    "clinical_reviewer": HIDDEN,
    "programme_manager": HIDDEN,
    "auditor": HIDDEN,
}
NOBODY = dict.fromkeys(WRITERS, HIDDEN)
QUESTION = "wagtailsnippets_assessments_question"
EXPORTERS = {"content_editor": HIDDEN, "clinical_reviewer": HIDDEN, "programme_manager": OK, "auditor": OK}


def own_forward(knocking: Any) -> dict[str, Any]:
    quiz = QuizFactory(n=2, layout="some", per_page=1, navigation="forward")
    return {"attempt_uuid": make_attempt(quiz, knocking or UserFactory()).uuid, "number": 1}


def forward_of_another() -> dict[str, Any]:
    return own_forward(None)


LINES = [
    Line("assessments:attempt", "my own", own_attempt, everybody=OK),
    Line("assessments:attempt", "of another", attempt_of_another),
    Line("assessments:item", "my own", own_item, everybody=OK),
    Line("assessments:item", "of another", item_of_another),
    Line("assessments:item", "answer for another", item_of_another, {"answer": "x"}),
    Line("assessments:attempt_page", "my own", own_forward, everybody=OK),
    Line("assessments:attempt_page", "of another", forward_of_another),
    Line("assessments:attempt_leave", "my own", own_forward, everybody=OK),
    Line("assessments:attempt_leave", "leave for another", forward_of_another, {"sure": "1"}),
    Line("assessments:attempt_finish", "my own", own_attempt, everybody=OK),
    Line("assessments:attempt_finish", "hand in for another", attempt_of_another, {}),
    Line("assessments:attempt_rest", "my own", own_attempt, everybody=OK),
    Line("assessments:attempt_rest", "of another", attempt_of_another),
    Line("assessments:review", "my own", own_finished, everybody=OK),
    Line("assessments:review", "of another", attempt_of_another),
    Line("assessments:marking", roles=MARKERS),
    Line("assessments:marking_next", post={}, roles=MARKERS),
    Line("assessments:marking_paper", "of somebody I supervise", paper_of_somebody_supervised, roles=MARKERS),
    Line("assessments:marking_paper", "of a newcomer", paper_of_a_newcomer, roles=OVERSEE),
    Line("assessments:marking_paper", "of a newcomer, saving", paper_of_a_newcomer, {}, roles=OVERSEE),
    Line("assessments:marking_paper", "of somebody elsewhere", paper_elsewhere),
    Line("assessments:marking_paper", "my own", own_paper),
    Line("assessments:marking_release", roles=RELEASERS),
    Line("assessments:marking_release", "nothing named", post={}),
    Line("assessments:frameworks", public=True),
    Line("assessments:competency", kwargs=in_the_framework, public=True),
    Line(f"{QUESTION}:list", everybody=LOGIN, roles=READERS),
    Line(f"{QUESTION}:list_results", everybody=LOGIN, roles=READERS),
    Line(f"{QUESTION}:import", everybody=LOGIN, roles=WRITERS),
    Line(f"{QUESTION}:import", "upload", post={}, everybody=LOGIN, roles=WRITERS),
    Line(f"{QUESTION}:import_check", "my own", own_upload, everybody=LOGIN, roles=WRITERS),
    Line(f"{QUESTION}:import_check", "of another", upload_of_another, everybody=LOGIN, roles=NOBODY),
    Line(f"{QUESTION}:import_check", "decide for another", upload_of_another, {}, everybody=LOGIN, roles=NOBODY),
    Line(f"{QUESTION}:import_done", "my own", own_result, everybody=LOGIN, roles=WRITERS),
    Line(f"{QUESTION}:import_done", "of another", upload_of_another, everybody=LOGIN, roles=NOBODY),
    Line(f"{QUESTION}:export", everybody=LOGIN, roles=READERS),
    Line(f"{QUESTION}:export", "download", post={}, everybody=LOGIN, roles=READERS),
    Line(
        "wagtailsnippets_assessments_question:regrade",
        kwargs=question,
        everybody=LOGIN,
        roles=QUIZ_PUBLISHERS | {"auditor": HIDDEN},
    ),
    Line(
        "wagtailsnippets_assessments_quiz:try",
        kwargs=quiz,
        everybody=LOGIN,
        roles=QUIZ_PUBLISHERS | {"auditor": HIDDEN},
    ),
    Line(
        "wagtailsnippets_assessments_quiz:gain",
        kwargs=quiz,
        everybody=LOGIN,
        roles={"content_editor": HIDDEN, "clinical_reviewer": HIDDEN, "programme_manager": OK, "auditor": HIDDEN},
    ),
    Line("wagtailsnippets_assessments_question:print", kwargs=question, everybody=LOGIN, roles=READERS),
    Line("wagtailsnippets_assessments_quiz:print", kwargs=quiz, everybody=LOGIN, roles=READERS),
    Line(
        "wagtailsnippets_assessments_question:retire",
        kwargs=question,
        everybody=LOGIN,
        roles=PUBLISHERS | MAY_NOT,
    ),
    Line("wagtailsnippets_assessments_quiz:retire", kwargs=quiz, everybody=LOGIN, roles=QUIZ_RETIRERS),
    Line("wagtailsnippets_assessments_quiz:preview_on_add", everybody=LOGIN, roles=READERS),
    Line(
        "wagtailsnippets_assessments_quiz:preview_on_edit",
        kwargs=quiz,
        everybody=LOGIN,
        roles=READERS,
    ),
    Line(
        "wagtailsnippets_assessments_quiz:revisions_view",
        kwargs=quiz_revision,
        everybody=LOGIN,
        roles=READERS,
    ),
    # Whoever may not change a question is sent back by Wagtail, as from taking it off the site; whoever may read it,
    # inspects it.
    *(
        Line(f"wagtailsnippets_assessments_{name}:{view}", kwargs=row, everybody=LOGIN, roles=READERS)
        for name, row in (("question", question), ("quiz", quiz))
        for view in ("edit", "inspect", "unpublish")
    ),
    Line("assessment_statistics:quiz", kwargs=quiz, everybody=LOGIN, roles=READERS),
    Line("assessment_statistics:question", kwargs=question, everybody=LOGIN, roles=READERS),
    Line("assessment_statistics:export", kwargs=quiz, everybody=LOGIN, roles=EXPORTERS),
    Line(
        "assessment_statistics:export",
        "take a file",
        kwargs=quiz,
        post={"form": "attempts", "format": "csv"},
        everybody=LOGIN,
        roles=EXPORTERS,
    ),
]
