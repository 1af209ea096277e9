from courses.delivery import urls as delivery
from courses.enrolment import urls as enrolment
from courses.progress import urls as progress
from courses.sessions import urls as sessions

app_name = "courses"
urlpatterns = [*delivery.urlpatterns, *enrolment.urlpatterns, *progress.urlpatterns, *sessions.urlpatterns]
