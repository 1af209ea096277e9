from tests.architecture.access import Line

LINES = [
    Line("crisis", public=True),
    Line("crisis_offline", public=True),
    Line("service_worker", public=True),
    Line("robots", public=True),
]
