"""Checks of the scenarios in a pack: the story can be read, and nothing stands against publishing it."""

from assessments.scenarios.formats.checking import check_story
from assessments.scenarios.formats.story import read_story
from lms.common.texts.problems import Problems
from lms.common.texts.schema import Place
from lms.packs.reading.pack import Entry, Pack
from lms.packs.reading.references import competencies


def check_scenario(entry: Entry, pack: Pack, problems: Problems) -> None:
    """What an editor would be told, with the line in the file."""
    story = read_story(entry.data, Place(entry.path, 1, problems))
    if story is None:
        return
    behaviours = {
        behaviour["code"]: behaviour["kind"]
        for competency in competencies(pack).values()
        for behaviour in competency["behaviours"]
    }
    for found in check_story(story, behaviours if pack.of("framework") else None):
        if found.stops:
            problems.add(entry.path, found.line, "%(words)s", words=found.words)
