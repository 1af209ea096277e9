from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from assessments.scenarios import queries
from assessments.scenarios.choices import NodeKind, RunStatus, WordsKind
from assessments.scenarios.errors import StepRefused
from assessments.scenarios.graph import Node
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep, ScenarioWords
from assessments.scenarios.playing import Moment, State, go_on, late
from assessments.scenarios.services.runs import finish_run
from assessments.scenarios.services.words import LONGEST_WORDS
from lms.common import clock

# A line is slow now and then, and nobody's choice shall be lost over it.
GRACE_SECONDS = 2
WORDS = {NodeKind.LINE: WordsKind.LINE, NodeKind.REFLECTION: WordsKind.REFLECTION}


@transaction.atomic
def take_step(
    *,
    attempt: ScenarioAttempt,
    position: int,
    choice: str = "",
    words: str = "",
    sequence: int = 0,
    received_at: datetime | None = None,
) -> ScenarioAttempt:
    """Go on in a run: by `choice` at a choice or a check, by nothing at a line or a reflection, with `words` there.

    `position` is the number of steps behind the page that posts. The same step again changes nothing (but for words
    that were added); after the ending nothing changes either, and the run is given back. `sequence`: see `save_words`.
    At most three queries, whatever the size of the story and the length of the path; a fourth where a clock ran out,
    more where the run ends. Raises `StepRefused`: STALE for another moment than the open one, UNKNOWN for a choice
    that is not on offer and for words too long; nothing is lost then.
    """
    received_at = received_at or clock.now()
    if len(words) > LONGEST_WORDS:
        text = _("This is too long. Please shorten it to %(most)s characters.") % {"most": LONGEST_WORDS}
        raise StepRefused(text, code=StepRefused.UNKNOWN)
    run = attempt if _is_at(attempt, position) else _read(attempt)
    if not _is_at(run, position):
        return _repeated(run, position, choice, words, sequence)
    node = queries.graph_of(run.version).nodes[run.state["node"]]
    moment, choice_taken = _moment_after(run, node, choice, received_at)
    if not _move(run, moment, received_at):
        return _repeated(_read(attempt), position, choice, words, sequence)
    _keep_step(run, node, choice_taken, received_at)
    _keep_words(run, node, words, sequence, step=run.position)
    run.shown_at = received_at
    return finish_run(attempt=run) if moment.done else run


def _is_at(attempt: ScenarioAttempt, position: int) -> bool:
    return attempt.position == position and attempt.status == RunStatus.IN_PROGRESS


def _read(attempt: ScenarioAttempt) -> ScenarioAttempt:
    return queries.runs_to_see().get(pk=attempt.pk)


def _repeated(run: ScenarioAttempt, position: int, choice: str, words: str, sequence: int) -> ScenarioAttempt:
    """What comes for another moment than the one that is open: harmless, or refused."""
    taken = run.steps.filter(number=position + 1).first()
    if taken and taken.choice == choice:
        node = queries.graph_of(run.version).nodes[taken.node]
        # Another window may have gone on from here with newer words.
        if not (sequence and run.words.filter(step=taken.number, sequence__gt=sequence).exists()):
            _keep_words(run, node, words, sequence, step=taken.number)
        return run
    if run.status == RunStatus.FINISHED:
        return run
    if run.status == RunStatus.LEFT:
        raise StepRefused(_("You began another run since. Go on in that one."), code=StepRefused.STALE)
    if position < run.position:
        text = _("You have gone on from there already. What you chose then counts. Here is where you are.")
        raise StepRefused(text, code=StepRefused.STALE)
    raise StepRefused(_("That moment is still to come. Here is where you are."), code=StepRefused.STALE)


def _moment_after(run: ScenarioAttempt, node: Node, choice: str, received_at: datetime) -> tuple[Moment, str]:
    """The next moment, and the choice that led there: none where the clock had run out."""
    graph, state = queries.graph_of(run.version), State.from_json(run.state)
    if _is_late(run, node, choice, received_at):
        return late(graph, state), ""
    return go_on(graph, state, choice), choice


def _is_late(run: ScenarioAttempt, node: Node, choice: str, received_at: datetime) -> bool:
    """Whether the author's clock has run out, with what this learner was granted. A query only where it may have."""
    taken = _seconds_since(run.shown_at, received_at)
    clock_runs = node.kind == NodeKind.CHOICE and node.seconds and node.late
    if not clock_runs or taken < node.seconds:
        return False
    # Without a choice it is the page that says so: to the second.
    allowed = node.seconds * queries.time_factor_for(run.learner, run)
    return taken >= allowed if not choice else taken > allowed + GRACE_SECONDS


def _seconds_since(shown_at: datetime | None, received_at: datetime) -> float:
    return max(0.0, (received_at - (shown_at or received_at)).total_seconds())


def _move(run: ScenarioAttempt, moment: Moment, received_at: datetime) -> bool:
    """Let the run go on, unless another step came first. The condition is the lock: who comes second changes nothing.

    Everything else of a run follows from its position, so there is nothing to read again under the lock.
    """
    changed = {
        "state": moment.state.to_json(),
        "harms": len(moment.state.harms),
        "open_harms": moment.state.open_harms,
    }
    open_here = ScenarioAttempt.objects.filter(pk=run.pk, position=run.position, status=RunStatus.IN_PROGRESS)
    if not open_here.update(**changed, position=F("position") + 1, shown_at=received_at, updated=clock.now()):
        return False
    for name, value in changed.items():
        setattr(run, name, value)
    run.position += 1
    return True


def _keep_step(run: ScenarioAttempt, node: Node, choice: str, received_at: datetime) -> None:
    taken = node.choice(choice)
    ScenarioStep.objects.create(
        attempt=run,
        number=run.position,
        node=node.key,
        choice=choice,
        tag=taken.tag if taken else "",
        state=run.state,
        taken_at=received_at,
        seconds=int(_seconds_since(run.shown_at, received_at)),
    )


def _keep_words(run: ScenarioAttempt, node: Node, words: str, sequence: int, *, step: int) -> None:
    """Words of a step, over a draft of them that the page may have saved by itself. One query; none where none go."""
    kind = WORDS.get(NodeKind(node.kind))
    if kind is None:
        return
    if not words.strip():
        # A box that was emptied, unless it is one of a window that never knew of what stands there.
        kept = ScenarioWords.objects.filter(attempt=run, kind=kind, step=step, sequence__lte=sequence)
        if sequence:
            kept.update(text="", sequence=sequence, saved_at=clock.now(), updated=clock.now())
        return
    row = ScenarioWords(attempt=run, kind=kind, step=step, text=words, sequence=sequence, saved_at=clock.now())
    # Without a counter the stored one stays: a late packet of the page then finds itself late.
    counted = ["sequence"] if sequence else []
    ScenarioWords.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["attempt", "kind", "step"],
        update_fields=["text", "saved_at", "updated", *counted],
    )
