from courses.catalogue.services.activities import compile_activities
from courses.catalogue.services.reviews import record_review, record_scenario_review, sync_workflow

__all__ = ["compile_activities", "record_review", "record_scenario_review", "sync_workflow"]
