from assessments.questions.models import Question
from assessments.questions.services import restore_question
from assessments.questions.viewsets.retiring import RetireView
from assessments.quizzes import queries, services
from assessments.quizzes.models import Quiz


class RetireQuestion(RetireView):
    model = Question
    permission = "assessments.publish_question"
    list_url_name = "wagtailsnippets_assessments_question:list"
    retire = staticmethod(services.withdraw_question)
    restore = staticmethod(restore_question)

    def drawn_by(self) -> list[str]:
        return [str(quiz) for quiz in queries.quizzes_drawing(self.object)]


class RetireQuiz(RetireView):
    model = Quiz
    permission = "assessments.publish_quiz"
    list_url_name = "wagtailsnippets_assessments_quiz:list"
    retire = staticmethod(services.retire_quiz)
    restore = staticmethod(services.restore_quiz)
