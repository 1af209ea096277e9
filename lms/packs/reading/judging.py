"""Checks of what people are judged by: questions, blueprints and the framework."""

from django.utils.translation import gettext_lazy as _

from assessments.questions.compiling import problem_with, safety_problem
from assessments.questions.kinds import kind_of
from lms.common.texts import prose
from lms.common.texts.problems import Problems
from lms.packs.reading.answers import answer_of
from lms.packs.reading.blueprints import check_quiz
from lms.packs.reading.calibration import check_performance, check_raters
from lms.packs.reading.instruments import check_instrument
from lms.packs.reading.labs import check_lab
from lms.packs.reading.pack import Entry, Pack
from lms.packs.reading.rules import check_rules
from lms.packs.reading.scenarios import check_scenario


def check_judging(pack: Pack, problems: Problems) -> None:
    """Questions can be answered, blueprints can be drawn, stories can be told, levels can be reached."""
    for question in pack.of("question"):
        _check_question(question, problems)
    for vignette in pack.of("vignette"):
        prose.check(vignette.data["text"], vignette.path, vignette.line_of("text"), problems)
    for quiz in pack.of("quiz"):
        check_quiz(quiz, pack, problems)
        check_rules(quiz, problems)
    for scenario in pack.of("scenario"):
        check_scenario(scenario, pack, problems)
    for lab in pack.of("lab"):
        check_lab(lab, problems)
    for instrument in pack.of("instrument"):
        check_instrument(instrument, pack, problems)
    for performance in pack.of("performance"):
        check_performance(performance, pack, problems)
    for rules in pack.of("raters"):
        check_raters(rules, problems)
    for framework in pack.of("framework"):
        _check_framework(framework, problems)


def _check_question(entry: Entry, problems: Problems) -> None:
    options, line = entry.data["options"], entry.line_of("options")
    if len({option["key"] for option in options}) < len(options):
        problems.add(entry.path, line, _("two answers have the same key"))
    if kind_of(entry.data["kind"]).block == "option":
        _check_choice(entry, problems)
    else:
        _check_by_kind(entry, problems)
    unsafe = safety_problem(entry.data["kind"], safety_critical=entry.data["safety_critical"])
    if unsafe:
        problems.add(entry.path, entry.line_of("safety_critical"), unsafe)
    for key in ("stem", "feedback"):
        prose.check(entry.data.get(key) or "", entry.path, entry.line_of(key), problems)
    for hint in entry.data.get("hints") or []:
        prose.check(hint, entry.path, entry.line_of("hints"), problems)
    for option in options:
        for key in ("text", "before", "after", "feedback", "model"):
            prose.check(option.get(key) or "", entry.path, option.line_of(key), problems)


def _check_by_kind(entry: Entry, problems: Problems) -> None:
    """What an editor would be told in Wagtail, with the line in the file."""
    data = entry.data
    options = [answer_of(data["kind"], option) for option in data["options"]]
    problem = problem_with(
        kind=data["kind"],
        stem=prose.to_html(data["stem"]),
        options=[{"id": option.pop("key"), **option} for option in options],
        feedback="",
    )
    if problem:
        problems.add(entry.path, entry.line_of("options"), problem)


def _check_choice(entry: Entry, problems: Problems) -> None:
    options, line = entry.data["options"], entry.line_of("options")
    right = sum(1 for option in options if option["correct"])
    if len(options) < 2 or right == len(options):
        problems.add(entry.path, line, _("a question needs at least one answer that is not right"))
    kind = entry.data["kind"]
    if kind == "true_false" and len(options) != 2:
        problems.add(entry.path, line, _("true_false needs two answers"))
    if kind in {"one_best", "true_false"} and right != 1:
        problems.add(
            entry.path, line, _("%(kind)s needs exactly one right answer, here are %(count)s"), kind=kind, count=right
        )
    if kind == "several_right" and right < 2:
        problems.add(
            entry.path, line, _("several_right needs two right answers or more, here are %(count)s"), count=right
        )


def _check_framework(entry: Entry, problems: Problems) -> None:
    numbers = [level["number"] for level in entry.data["levels"]]
    if sorted(numbers) != [1, 2, 3, 4]:
        problems.add(entry.path, entry.line_of("levels"), _("the levels are 1, 2, 3 and 4, each once"))
    if str(entry.data["level4_requires"]) not in {"any", "all"} and not str(entry.data["level4_requires"]).isdecimal():
        problems.add(entry.path, entry.line_of("level4_requires"), _("level4_requires is any, all or a number"))
    seen: set[str] = set()
    for domain in entry.data["domains"]:
        for competency in domain["competencies"]:
            if competency["code"] in seen:
                problems.add(
                    entry.path, competency.line_of("code"), _("%(code)s stands here twice"), code=competency["code"]
                )
            seen.add(competency["code"])
            _check_behaviours(entry, competency, problems)


def _check_behaviours(entry: Entry, competency: dict, problems: Problems) -> None:
    codes = [behaviour["code"] for behaviour in competency["behaviours"]]
    for position, behaviour in enumerate(competency["behaviours"]):
        line = getattr(behaviour, "line", 1)
        if not behaviour["code"].startswith(f"{competency['code']}."):
            problems.add(entry.path, line, _("%(code)s does not begin with its competency"), code=behaviour["code"])
        if behaviour["code"] in codes[:position]:
            problems.add(entry.path, line, _("%(code)s stands here twice"), code=behaviour["code"])
    kinds = {behaviour["kind"] for behaviour in competency["behaviours"]}
    for kind in ("harmful", "basic", "advanced"):
        if kind not in kinds:
            line = getattr(competency, "line", 1)
            problems.add(entry.path, line, _("%(code)s has no %(kind)s behaviour"), code=competency["code"], kind=kind)
