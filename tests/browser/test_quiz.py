"""A check in a real browser: by keyboard, with a dropped line, from two tabs, without scripts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from assessments.competencies.services import publish_framework
from assessments.questions.choices import QuestionKind
from assessments.questions.kinds import kind_of
from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.services import finish_attempt, start_attempt
from lms.common import clock
from lms.people.models import User
from tests.assessments.competencies.test_services import FRAMEWORK
from tests.assessments.questions.test_kinds import PARTS
from tests.browser.looks import in_both_looks
from tests.factories.assessments import CompetencyFactory, QuestionBankFactory, QuestionFactory, QuizFactory
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)

PageFor = Callable[..., Page]
Check = Callable[..., Any]
BLUEPRINT = [{"topic": "values", "count": 1, "safety_critical": 1}, {"topic": "limits", "count": 1}]


@pytest.fixture
def learner() -> User:
    return UserFactory(roles=["trainee"])


def begin(learner: User, **changes: Any) -> QuizAttempt:
    """Two questions: one best answer, safety-critical; and several right."""
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    QuestionFactory(bank=bank, competency=competency, safety_critical=True)
    QuestionFactory(bank=bank, competency=competency, kind="several_right", right="ac", topic="limits")
    quiz = QuizFactory(bank=bank, blueprint=BLUEPRINT, **changes)
    return start_attempt(quiz=quiz, learner=learner, return_path="/competencies/")


def place(attempt: QuizAttempt, name: str = "attempt", *args: int) -> str:
    return reverse(f"assessments:{name}", args=[attempt.uuid, *args])


def chosen(attempt: QuizAttempt, position: int = 1) -> list[str]:
    return (attempt.items.get(position=position).response or {}).get("chosen", [])


def saved(page: Page) -> None:
    expect(page.locator("[data-autosave-state]").first).to_contain_text("Saved")


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says `words`; nothing but the keyboard is used."""
    page.wait_for_load_state()
    for _press in range(60):
        page.keyboard.press("Tab")
        if words in page.evaluate("(e => e.closest('label')?.innerText ?? e.innerText)(document.activeElement)"):
            return
    pytest.fail(f"the keyboard never came to “{words}”")


def answer_by_keyboard(page: Page) -> None:
    """Answer the question on the page by its key (a; or a and c), in whatever order the answers stand."""
    if page.locator("input[type=checkbox][name=chosen]").count():
        for letter in sorted(
            "ac", key=lambda one: page.locator(".option-text").all_inner_texts().index(f"Answer {one}")
        ):
            tab_to(page, f"Answer {letter}")
            page.keyboard.press("Space")
        return
    first = page.locator(".option-text").first.inner_text()
    tab_to(page, first)
    page.keyboard.press("Space")
    while page.evaluate("document.activeElement.closest('label').innerText.trim()") != "Answer a":
        page.keyboard.press("ArrowDown")


def test_a_whole_check_by_keyboard(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner)
    page = page_for(learner, width=390)
    page.goto(place(attempt))
    for label in ("Next question", "Next: look over your answers"):
        answer_by_keyboard(page)
        saved(page)
        tab_to(page, label)
        with page.expect_navigation():
            page.keyboard.press("Enter")
    expect(page.get_by_text("Every question has an answer.")).to_be_visible()
    tab_to(page, "Hand in and see the result")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Met")).to_be_visible()
    expect(page.get_by_text("Two of two right.")).to_be_visible()
    tab_to(page, "Continue")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/competencies/")


@in_both_looks
@pytest.mark.parametrize("layout", ["one", "all"])
def test_pages_of_a_check_have_no_barriers(
    page_for: PageFor, axe: Check, shot: Check, learner: User, layout: str, width: int, dark: bool
) -> None:
    attempt = begin(learner, layout=layout)
    page = page_for(learner, width=width, dark=dark)
    for name in ("attempt", "attempt_finish", "review"):
        if name == "review":
            finish_attempt(attempt=attempt)
        page.goto(place(attempt, name))
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        shot(page, f"quiz-{layout}-{name}-{width}{'-dark' if dark else ''}")


@in_both_looks
def test_pages_of_the_framework_have_no_barriers(page_for: PageFor, axe: Check, width: int, dark: bool) -> None:
    publish_framework(data=FRAMEWORK)
    page = page_for(None, width=width, dark=dark)
    for path in ("/competencies/", "/competencies/safe-1/"):
        page.goto(path)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_an_answer_survives_a_dropped_line(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner)
    page = page_for(learner)
    page.goto(place(attempt))
    page.context.set_offline(True)
    page.get_by_label("Answer b").check()
    expect(page.locator("[data-autosave-state]")).to_contain_text("Not saved yet")
    page.context.set_offline(False)
    saved(page)
    assert len(chosen(attempt)) == 1


def test_the_strip_says_at_once_what_is_answered_and_flagged(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner, layout="all")
    page = page_for(learner)
    page.goto(place(attempt))
    words = page.locator("[data-strip='1'] .strip-word")
    expect(words).to_have_text("open")
    page.locator("#question-1 input[name=chosen]").first.check()
    expect(words).to_have_text("answered")
    page.locator("#question-1 input[name=flagged]").check()
    expect(words).to_have_text("answered, flagged")


def test_of_two_windows_the_older_one_says_that_a_newer_answer_is_kept(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner)
    first, second = page_for(learner), page_for(learner)
    first.goto(place(attempt))
    second.goto(place(attempt))
    for label in ("Answer a", "Answer b", "Answer c"):
        with first.expect_response(lambda answer: "/items/" in answer.url):
            first.get_by_label(label).check()
    kept = chosen(attempt)
    second.get_by_label("Answer d").check()
    expect(second.locator("[data-autosave-state]")).to_contain_text("A newer answer from another window is kept")
    assert chosen(attempt) == kept


def test_leaving_at_once_after_choosing_loses_nothing(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner)
    page = page_for(learner)
    page.goto(place(attempt))
    page.get_by_label("Answer c").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Next question").click()
    page.wait_for_load_state("networkidle")
    assert len(chosen(attempt)) == 1
    page.goto(place(attempt, "item", 1))
    expect(page.get_by_label("Answer c")).to_be_checked()


def test_after_the_session_ran_out_the_answer_waits_on_the_device(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner)
    page = page_for(learner)
    page.goto(place(attempt))
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.get_by_label("Answer b").check()
    expect(page.locator("[data-autosave-state]")).to_contain_text("Your answer waits on this device")
    page.context.add_cookies(cookies)
    page.reload()
    saved(page)
    expect(page.get_by_label("Answer b")).to_be_checked()
    assert len(chosen(attempt)) == 1


@pytest.mark.parametrize("layout", ["one", "all"])
def test_a_check_without_scripts(page_for: PageFor, learner: User, layout: str) -> None:
    attempt = begin(learner, layout=layout)
    page = page_for(learner, width=390, javascript=False)
    page.goto(place(attempt))
    button = "Next question" if layout == "one" else "Save this answer"
    page.get_by_label("Answer a").first.check()
    page.get_by_role("button", name=button).first.click()
    assert len(chosen(attempt)) == 1
    page.goto(place(attempt, "attempt_finish"))
    expect(page.get_by_text("Question 2 is still open.")).to_be_visible()
    page.get_by_role("button", name="Hand in as it is").click()
    expect(page.get_by_role("heading", name="Not yet", level=1)).to_be_visible()


def begin_every_kind(learner: User) -> QuizAttempt:
    """One question of each kind, all on one page."""
    bank, competency = QuestionBankFactory(), CompetencyFactory()
    for kind, parts in PARTS.items():
        answers = [
            {"key": str(place), **{k: v for k, v in part.items() if k != "id"}} for place, part in enumerate(parts)
        ]
        if kind == "several_right":
            answers.append({"key": "z", "text": "<p>Both</p>", "correct": True, "feedback": ""})
        QuestionFactory(bank=bank, competency=competency, kind=kind, options=answers, topic=kind.replace("_", "-"))
    blueprint = [{"topic": kind.replace("_", "-"), "count": 1} for kind in PARTS]
    return start_attempt(quiz=QuizFactory(bank=bank, blueprint=blueprint, layout="all"), learner=learner)


def fill_rightly(page: Page, attempt: QuizAttempt) -> None:
    for item in attempt.items.select_related("revision"):
        form = page.locator(f"form[data-question='{item.position}']")
        right = kind_of(item.revision.kind).right_response(item.revision.body)
        for key in right.get("chosen", ()):
            form.locator(f"input[value='{key}']").check()
        for key, number in right.get("places", {}).items():
            form.locator(f"[name='place-{key}']").select_option(str(number))
        for key, match in right.get("pairs", {}).items():
            form.locator(f"[name='match-{key}']").select_option(match)
        for key, choice in right.get("gaps", {}).items():
            form.locator(f"[name='gap-{key}']").select_option(choice)
        if not right:  # a scale: there is none
            form.locator("[name=chosen]").first.check()
        for name in ("best", "worst"):
            if name in right:
                form.locator(f"[name={name}][value='{right[name]}']").check()
        if "text" in right:
            form.locator("[name=text]").fill(right["text"])
        expect(form.locator("[data-autosave-state]")).to_contain_text("Saved")


@in_both_looks
def test_every_kind_is_answered_handed_in_and_reviewed(
    page_for: PageFor, learner: User, axe: Check, shot: Check, width: int, dark: bool
) -> None:
    attempt = begin_every_kind(learner)
    page = page_for(learner, width=width, dark=dark)
    page.goto(place(attempt))
    axe(page)
    fill_rightly(page, attempt)
    expect(page.locator(".strip .is-open, [data-strip].is-open")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-kinds-{width}")
    page.reload()
    axe(page)
    page.goto(place(attempt, "attempt_finish"))
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    axe(page)
    shot(page, f"quiz-kinds-review-{width}")
    attempt.refresh_from_db()
    # All that a machine can grade is right; the long answer waits for somebody to read it.
    assert attempt.status == "awaiting"
    graded = attempt.items.exclude(revision__kind__in=["likert", "long_answer"])
    assert graded.count() == len(PARTS) - 2
    assert all(graded.values_list("correct", flat=True))


HERE = """(e => ({
    question: e.closest("form[data-question]")?.dataset.question ?? "",
    tag: e.tagName, type: e.type ?? "", name: e.name ?? "", value: e.value ?? "", checked: e.checked ?? false
}))(document.activeElement)"""


def answer_here(page: Page, here: dict[str, Any], right: dict[str, Any]) -> None:
    """Give the field that has the focus its part of the right answer, with keys alone."""
    name, chosen = here["name"], set(right.get("chosen", ()))
    if name == "chosen" and here["type"] == "checkbox" and here["value"] in chosen and not here["checked"]:
        page.keyboard.press("Space")
    elif name in {"chosen", "best", "worst"} and here["type"] == "radio":
        wanted = {right.get(name)} if name != "chosen" else chosen or {here["value"]}
        if here["value"] in wanted:
            page.keyboard.press("Space")
        # The worst from below: who passes over what is the best with it takes that word back.
        for _press in range(10):
            if page.evaluate(HERE)["value"] in wanted:
                break
            page.keyboard.press("ArrowUp" if name == "worst" else "ArrowDown")
    elif here["tag"] == "SELECT":
        kind, _dash, key = name.partition("-")
        places = {"place": "places", "match": "pairs", "gap": "gaps"}
        wanted = {str(right[places[kind]][key])}
        for _press in range(10):
            if page.evaluate(HERE)["value"] in wanted:
                break
            page.keyboard.press("ArrowDown")
    elif name == "text":
        page.keyboard.type(str(right["text"]))


def test_each_of_the_kinds_is_answered_by_keyboard_on_a_phone(page_for: PageFor, learner: User) -> None:
    attempt = begin_every_kind(learner)
    page = page_for(learner, width=390)
    page.goto(place(attempt))
    items = {str(item.position): item.revision for item in attempt.items.select_related("revision")}
    right = {number: kind_of(one.kind).right_response(one.body) for number, one in items.items()}
    seen = set()
    for _press in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["question"]:
            answer_here(page, here, right[here["question"]])
            seen.add(here["question"])
        elif seen == set(items):
            break
    expect(page.locator(".strip .is-open, [data-strip].is-open")).to_have_count(0)
    for state in page.locator("[data-autosave-state]").all():
        expect(state).to_contain_text("Saved")
    finish_attempt(attempt=attempt)
    assert {one.kind for one in items.values()} == set(QuestionKind.values)
    graded = attempt.items.exclude(revision__kind__in=["likert", "long_answer"])
    assert dict(graded.values_list("revision__kind", "correct")) == dict.fromkeys(
        set(QuestionKind.values) - {"likert", "long_answer"}, True
    )


def test_every_kind_is_answered_without_scripts(page_for: PageFor, learner: User) -> None:
    attempt = begin_every_kind(learner)
    page = page_for(learner, width=390, javascript=False)
    page.goto(place(attempt))
    form = page.locator("form", has=page.locator("[inputmode=decimal]"))
    form.locator("[name=text]").fill("seven")
    form.get_by_role("button", name="Save this answer").click()
    expect(page.get_by_text("We can't read this as a number")).to_be_visible()
    expect(page.locator("[inputmode=decimal]")).to_have_value("seven")


@in_both_looks
def test_clock_has_no_barriers(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int, dark: bool
) -> None:
    attempt = begin(learner, time_limit=4)
    page = page_for(learner, width=width, dark=dark)
    page.goto(place(attempt, "item", 1))
    expect(page.locator("[data-clock-words]")).to_have_text("4 min left")
    axe(page)
    shot(page, f"quiz-clock-{width}{'-dark' if dark else ''}")


def test_clock_hands_in_what_was_answered_when_the_time_is_over(page_for: PageFor, learner: User) -> None:
    attempt = begin(learner, time_limit=10, grace_seconds=0)
    page = page_for(learner)
    page.goto(place(attempt, "item", 1))
    page.get_by_label("Answer a").check()
    saved(page)
    QuizAttempt.objects.filter(pk=attempt.pk).update(deadline=clock.now() + timedelta(seconds=2))
    page.reload()
    expect(page.get_by_text("The time was over. What you had answered by then counts.")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("One of two right.")).to_be_visible()


@in_both_looks
def test_certainty_is_said_by_keyboard_and_has_no_barriers(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int, dark: bool
) -> None:
    attempt = begin(learner, certainty=True)
    page = page_for(learner, width=width, dark=dark)
    page.goto(place(attempt, "item", 1))
    answer_by_keyboard(page)
    tab_to(page, "Not sure")
    page.keyboard.press("ArrowDown")
    saved(page)
    expect(page.get_by_label("Fairly sure")).to_be_checked()
    axe(page)
    shot(page, f"quiz-certainty-{width}{'-dark' if dark else ''}")
    finish_attempt(attempt=attempt)
    page.goto(place(attempt, "review"))
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-certainty-review-{width}{'-dark' if dark else ''}")


@in_both_looks
def test_what_is_right_is_seen_after_each_question_by_keyboard(
    page_for: PageFor, axe: Check, shot: Check, learner: User, width: int, dark: bool
) -> None:
    attempt = begin(learner, behaviour="immediate")
    page = page_for(learner, width=width, dark=dark)
    page.goto(place(attempt, "item", 1))
    answer_by_keyboard(page)
    tab_to(page, "See what is right")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_text("Your answer · right").first).to_be_visible()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    shot(page, f"quiz-immediate-{width}{'-dark' if dark else ''}")
    tab_to(page, "Next question")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Question 2 of 2")).to_be_visible()


def test_what_is_called_the_best_is_no_longer_called_the_worst(page_for: PageFor, learner: User) -> None:
    attempt = begin_every_kind(learner)
    page = page_for(learner, width=390)
    page.goto(place(attempt))
    first = page.locator(".judged").first
    first.get_by_label("Worst").check()
    first.get_by_label("Best").check()
    expect(first.get_by_label("Worst")).not_to_be_checked()
