from tests.architecture.access import Line

LINES = [Line("healthz", public=True)]
