"""The list and the picture of a story: what is said of every moment is made once."""

import pytest

from assessments.scenarios.desk import page
from assessments.scenarios.desk.naming import LONGEST, title_of, titles_of

STORY = {
    "start": "n0",
    "members": [{"key": "teo", "name": "Teo"}, {"key": "nobody"}, {"key": "teo", "name": "Another"}],
    "nodes": [
        {"key": "n0", "kind": "say", "member": "teo", "text": "Can I\n start?"},
        {"key": "n1", "kind": "chat", "member": "nobody", "text": "Hello."},
        {"key": "n2", "kind": "say", "member": "gone", "text": "Bye."},
        {"key": "n3", "kind": "say", "member": "teo", "title": "He asks", "text": "Can I?"},
        {"key": "n4", "kind": "narration", "text": "word " * 90},
        {"key": "n5", "kind": "line"},
        {"key": "n6", "kind": "of another kind", "text": "Written by hand."},
    ],
}


class Asked:
    """Words that count how often they are asked for, as a translation would be."""

    def __init__(self, words: str) -> None:
        self.words, self.times = words, 0

    def __str__(self) -> str:
        self.times += 1
        return self.words


def test_titles_of_all_moments_are_those_of_each() -> None:
    found = titles_of(STORY)
    assert found == [title_of(node, STORY) for node in STORY["nodes"]]
    assert found[:4] == ["Teo: Can I start?", "Hello.", "Bye.", "He asks"]
    assert (len(found[4]), found[5:]) == (LONGEST, ["Nothing written yet", "Written by hand."])
    assert titles_of({}) == []


@pytest.mark.parametrize("times", [1, 40])
def test_words_of_kinds_are_asked_for_once_however_many_moments(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    asked = {kind: Asked(str(words)) for kind, words in page.KIND_WORDS.items()}
    monkeypatch.setattr(page, "KIND_WORDS", asked)
    story = STORY | {"nodes": [node | {"key": f"{node['key']}-{n}"} for n in range(times) for node in STORY["nodes"]]}
    moments = page.moments_of(story, titles_of(story), [], {})
    html = page.moment_list(moments, "n0-0") + page.picture(page.picture_of(story), moments, "n0-0")
    assert [one.words for one in moments[:7]] == [
        *("says", "chat", "says", "says", "happens", "own line", "of another kind"),
    ]
    assert {one.times for one in asked.values()} == {1}
    assert html.count(' aria-current="true"') == 2
