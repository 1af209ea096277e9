"""What the bench can measure, by name. A new part is a module with a `run` (see `base.Part`), and one line here."""

from lms.packs.bench import observing, pages, quizzes, scenarios, statistics
from lms.packs.bench.base import Part

PARTS: dict[str, Part] = {
    "pages": pages.run,
    "quizzes": quizzes.run,
    "scenarios": scenarios.run,
    "statistics": statistics.run,
    "observing": observing.run,
}
