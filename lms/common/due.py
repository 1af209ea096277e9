"""What has to happen by itself when its time comes. Apps add jobs in their `due.py`; `manage.py run_due` does them."""

import logging
from collections.abc import Callable, Iterator

Job = Callable[[], object]
logger = logging.getLogger("lms.due")
_JOBS: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """Add a job. It takes nothing, is safe to call twice, and has nothing to do most of the time."""
    if name in _JOBS:
        message = f"a job called {name} is there already"
        raise ValueError(message)
    _JOBS[name] = job


def jobs() -> Iterator[tuple[str, Job]]:
    """All jobs, in the order they were added (lower apps first)."""
    yield from _JOBS.items()


def run(name: str, job: Job) -> bool:
    """Do one job; False when it broke. What broke stands in the log, and the next job is not disturbed."""
    try:
        job()
    except Exception:
        logger.exception("due job %s broke", name)
        return False
    return True
