"""What `linting` finds in a story from a file, with the lines where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.scenarios.formats.story import Story
from assessments.scenarios.linting import ERROR, Finding, LintSettings, lint
from assessments.scenarios.reading import read_graph


@dataclass(frozen=True, order=True)
class Found:
    """`stops`: it speaks against publishing; else it is worth a second look."""

    line: int
    words: str
    stops: bool


def check_story(story: Story, behaviours: Mapping[str, str] | None) -> list[Found]:
    """All findings, by line. `behaviours`: the kind of each by its code; None: not to be checked."""
    graph = read_graph(story.graph)
    findings = lint(graph, behaviours=behaviours, settings=LintSettings.from_json(story.settings))
    return sorted({_found(story, finding) for finding in findings})


def _found(story: Story, finding: Finding) -> Found:
    where = ":".join(part for part in (finding.node, finding.choice) if part)
    line = story.lines.of_choice(finding.node, finding.choice)
    return Found(line, f"{where}: {finding.message}" if where else finding.message, finding.level == ERROR)
