"""A hundred trainees answer at once, on PostgreSQL: a real server on loopback, real connections, nothing lost."""

import http.client
import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.db import connection
from django.urls import reverse

from assessments.competencies.models import CompetencyRecord
from assessments.quizzes.models import Quiz, QuizAttempt
from assessments.quizzes.services import start_attempt
from lms.packs.bench import crowd, exams
from lms.packs.bench.base import Bench
from lms.packs.bench.crowd import Browser, Tally
from lms.packs.bench.exams import Hall
from lms.packs.bench.visitor import BenchError, Visitor

TRAINEES, QUESTIONS, PATIENCE = 100, 10, 120
WORKERS, THREADS = 2, 8


def run(bench: Bench, hall: Hall) -> list[str]:
    """Print what they met with; give what was lost, doubled or refused as sentences. Says so where it can't run."""
    if connection.vendor != "postgresql":
        bench.write(f"\n{TRAINEES} trainees at once: only on PostgreSQL (set DATABASE_URL).")
        return []
    activity = hall.activities[QUESTIONS]
    quiz = Quiz.objects.get(uuid=str(activity.target))
    people = exams.enrol(hall, (f"rush-{n}" for n in range(TRAINEES)))
    attempts = [start_attempt(quiz=quiz, learner=one, placement=activity.uuid) for one in people]
    browsers = [browser_of(attempt, seed) for seed, attempt in enumerate(attempts)]
    with _served() as address:
        tally = crowd.answer_at_once(address, browsers)
    wrong = [*tally.troubles[:5], *what_went_wrong(attempts, browsers)]
    _print(bench, tally, wrong)
    return wrong


def _print(bench: Bench, tally: Tally, wrong: Sequence[str]) -> None:
    answers = len(tally.waits)
    bench.write(
        f"\n{TRAINEES} trainees at once over HTTP, two windows each, {QUESTIONS} questions, {answers} answers out of"
        f" order, a third of them retries: {tally.seconds:.1f} s, {answers / tally.seconds:.0f} a second,"
        f" {tally.middle_ms:.0f} ms in the middle, {tally.slowest_ms:.0f} ms for nineteen of twenty;"
        f" {len(wrong)} lost, doubled or refused"
    )


def browser_of(attempt: QuizAttempt, seed: int) -> Browser:
    """A trainee's browser with everything it will send, the same for the same seed."""
    items = list(attempt.items.order_by("position"))
    paths = [reverse("assessments:item", args=[attempt.uuid, item.position]) for item in items]
    packets = crowd.packets_for(paths, [item.option_order for item in items], rng=random.Random(seed))  # noqa: S311
    finish = reverse("assessments:attempt_finish", args=[attempt.uuid])
    return Browser(Visitor(attempt.learner).cookies(), finish, packets)


def what_went_wrong(attempts: Sequence[QuizAttempt], browsers: Sequence[Browser]) -> list[str]:
    """Every answer that is not the newest one sent, every row too many, as sentences."""
    return [
        sentence
        for attempt, browser in zip(attempts, browsers, strict=True)
        for sentence in (*_lost(attempt, browser), *_doubled(attempt))
    ]


def _lost(attempt: QuizAttempt, browser: Browser) -> Iterator[str]:
    kept = {item.position: item for item in attempt.items.select_related("revision")}
    if len(kept) != len(browser.expected()):
        yield f"attempt {attempt.pk} has {len(kept)} questions, and had {len(browser.expected())}"
    for position, packet in browser.expected().items():
        item = kept.get(position)
        if item is None or (item.sequence, item.response) != (packet.sequence, {"chosen": [packet.chosen]}):
            yield f"attempt {attempt.pk}: the newest answer to question {position} was lost"
    attempt.refresh_from_db()
    right = sum(bool(item.correct) for item in kept.values())
    if attempt.status != "finished" or attempt.score != right:
        yield f"attempt {attempt.pk} is {attempt.status} with a score of {attempt.score}, and {right} are right"


def _doubled(attempt: QuizAttempt) -> Iterator[str]:
    tries = QuizAttempt.objects.filter(learner=attempt.learner_id, quiz=attempt.quiz_id).count()
    if tries != 1:
        yield f"trainee {attempt.learner_id} has {tries} attempts instead of one"
    records = CompetencyRecord.objects.filter(source_uuid=attempt.uuid).count()
    if records != len(attempt.version.competencies):
        yield f"attempt {attempt.pk} was handed in once and recorded {records} times"


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    """The site in a server of its own on a free port of loopback, on the bench's database; gone afterwards."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(512)
        server = subprocess.Popen(_command(door), cwd=settings.BASE_DIR, env=_environment(), pass_fds=[door.fileno()])  # noqa: S603
        try:
            _wait_for(server, door.getsockname())
            yield door.getsockname()
        finally:
            server.terminate()
            try:
                server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()


def _command(door: socket.socket) -> list[str]:
    """`fd://` hands over a socket that listens already, so that no port is guessed."""
    options = ["--bind", f"fd://{door.fileno()}", "--workers", str(WORKERS), "--threads", str(THREADS)]
    return [sys.executable, "-m", "gunicorn", "lms.wsgi", *options, "--keep-alive", "30", "--log-level", "warning"]


def _environment() -> dict[str, str]:
    parts = urlsplit(os.environ["DATABASE_URL"])
    database = urlunsplit(parts._replace(path=f"/{connection.settings_dict['NAME']}"))
    return {**os.environ, "DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "lms.settings.bench"}


def _wait_for(server: subprocess.Popen, address: tuple[str, int]) -> None:
    """Until it answers; raises `BenchError` when it ended, or says nothing for two minutes."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        line = http.client.HTTPConnection(*address, timeout=PATIENCE)
        try:
            line.request("GET", "/healthz")
            line.getresponse().read()
        except OSError:
            time.sleep(0.2)
        else:
            return
        finally:
            line.close()
    message = "The server for the hundred trainees did not start."
    raise BenchError(message)
