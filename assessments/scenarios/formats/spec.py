"""What stands in the file of a scenario beside its story. Lengths are those of the database."""

from assessments.scenarios.choices import Quality
from lms.common.texts.schema import Field

CODES = Field("list", needed=False, blank=True, of=Field("code", longest=24), longest=40)
PART = Field("anything", needed=False, blank=True)
# The story itself is judged by `reading.read_graph`.
GRAPH = ("start", "members", "variables", "variants", "nodes")
STORY = {
    "id": Field("slug", longest=60),
    "number": Field("integer", low=1),
    "title": Field(longest=120),
    "summary": Field(longest=240),
    "setting": Field(needed=False, blank=True, longest=1200),
    "minutes": Field("integer", low=1, high=600),
    "competencies": CODES,
    "safety_critical": Field("flag", needed=False),
    "content_note": Field(needed=False, blank=True, longest=240),
    "way_round": Field(needed=False, blank=True),
    "enough": Field("choice", needed=False, choices=(Quality.GOOD.value, Quality.FAIR.value)),
    "repair_all": Field("flag", needed=False),
    **dict.fromkeys(GRAPH, PART),
    "nodes": Field("anything"),
}
