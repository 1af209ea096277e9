from hypothesis import given
from hypothesis import strategies as st

from assessments.quizzes.paging import book_of, section_lines, size_of

SIZES = st.lists(st.lists(st.integers(1, 6), min_size=1, max_size=4), min_size=1, max_size=5)


def version(sizes, **more):
    lines = [{"topic": "t", "count": count, "safety_critical": 0} for section in sizes for count in section]
    sections = [{"title": "", "words": "", "lines": len(section)} for section in sizes]
    return {"layout": "one", "sections": sections, **more}, lines


@given(SIZES, st.sampled_from(["one", "some", "all"]), st.integers(1, 7))
def test_every_question_stands_in_one_section_and_on_one_page(sizes, layout, most):
    settings, lines = version(sizes, layout=layout, per_page=most)
    book = book_of(settings, lines)
    total = sum(map(sum, sizes))
    assert book.total == total
    assert [p for page in book.pages for p in range(page.first, page.last + 1)] == list(range(1, total + 1))
    assert [one.size for one in book.sections] == [sum(section) for section in sizes]
    for page in book.pages:
        assert book.page(page.number) == page
        if layout != "all":
            assert page.last - page.first < (most if layout == "some" else 1)
            assert book.section_of(page.first) == book.section_of(page.last)
    assert book.page_of(total + 1) is None
    assert book.page(len(book.pages) + 1) is None
    assert book.page(0) is None


def test_a_version_from_before_there_were_sections_is_one_section_without_parts_to_speak_of():
    book = book_of({"layout": "one"}, [{"topic": "t", "count": 3, "safety_critical": 1}])
    assert (len(book.sections), book.has_parts, book.forward, len(book.pages)) == (1, False, False, 3)
    assert section_lines({"layout": "one"}) == []


def test_pages_begin_anew_with_a_section():
    settings, lines = version([[3], [4]], layout="some", per_page=2)
    pages = book_of(settings, lines).pages
    assert [(page.first, page.last) for page in pages] == [(1, 2), (3, 3), (4, 5), (6, 7)]


def test_size_of_a_line_is_at_least_its_safety_minimum():
    assert size_of({"count": 1, "safety_critical": 2}) == 2
