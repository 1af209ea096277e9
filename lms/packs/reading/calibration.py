"""Checks of the transcripts and the rules for raters in a pack, with the line in the file."""

from django.utils.translation import gettext_lazy as _

from assessments.calibration.certifying import RuleInvalid, read_rule
from assessments.calibration.reading import read_transcript
from lms.common.texts.problems import Problems
from lms.packs.reading.pack import Entry, Pack
from lms.packs.reading.references import competencies


def check_performance(entry: Entry, pack: Pack, problems: Problems) -> None:
    """Whole, readable, and with a reference for each behaviour of each item."""
    kinds = {
        behaviour["code"]: behaviour["kind"]
        for competency in competencies(pack).values()
        for behaviour in competency["behaviours"]
    }
    kits = {kit.data["code"]: [item["competency"] for item in kit.data["items"]] for kit in pack.of("instrument")}
    found = read_transcript(entry.data, kinds, kits or None)
    if isinstance(found, list):
        for problem in found:
            key = str(problem.path[0]) if problem.path else "code"
            line = entry.line_of(key) if key in entry.data else 1
            problems.add(entry.path, line, "%(words)s", words=problem.message)


def check_raters(entry: Entry, problems: Problems) -> None:
    try:
        read_rule(entry.data)
    except RuleInvalid as error:
        name = str(error)
        line = entry.line_of(name) if name in entry.data else 1
        problems.add(entry.path, line, _("%(name)s is missing, or makes no sense as a rule for raters"), name=name)
