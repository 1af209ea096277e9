"""The statistics of a quiz in a browser: both themes, both widths, read by axe."""

from django.urls import reverse

from assessments.questions.models import Question
from tests.browser.looks import in_both_looks
from tests.factories.assessments import QuizFactory
from tests.factories.crowds import crowd
from tests.factories.people import UserFactory

# Wagtail's own frame, which is not ours to mend.
FRAME = ("#wagtail-sidebar", "header")


@in_both_looks
def test_statistics_of_a_quiz_are_read_by_everybody(page_for, axe, shot, width, dark):
    quiz = QuizFactory(n=8)
    crowd(quiz, [0, 2, 3, 3, 4, 4, 4, 5, 5, 5, 5, 6, 6, 6, 6, 6, 7, 7, 7, 7, 8, 8] * 2)
    page = page_for(UserFactory(roles=["programme_manager"], acknowledged=True), width=width, dark=dark)
    page.goto(reverse("assessment_statistics:quiz", args=[quiz.pk]))
    assert page.get_by_role("heading", name="The quiz", exact=True).is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page, exclude=FRAME)
    page.set_viewport_size({"width": width, "height": 3000})  # the desk scrolls inside
    shot(page, f"statistics-quiz-{width}-{'dark' if dark else 'light'}")
    question = Question.objects.order_by("code").first()
    page.goto(reverse("assessment_statistics:question", args=[question.pk]))
    assert page.get_by_role("table", name="Chosen answers").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe(page, exclude=FRAME)
    shot(page, f"statistics-question-{width}-{'dark' if dark else 'light'}")
