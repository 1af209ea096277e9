import pytest

from courses.enrolment.tables import ImportRow, Unreadable, decode, read_rows, row_problem

ROLES = ("trainee", "supervisor")


def test_columns_in_any_order_with_any_separator() -> None:
    expected = [ImportRow(2, "ada@example.org", "Ada Lovelace", "trainee")]
    for text in (
        "email,name,role\nAda@Example.org, Ada Lovelace ,Trainee",
        "Name;E-Mail;Role\nAda Lovelace;ada@example.org;trainee\n\n",
        "role\temail\tname\ntrainee\tada@example.org\tAda Lovelace",
        '\ufeffemail,name,role\n"ada@example.org","Ada Lovelace","trainee"',
    ):
        assert read_rows(text) == expected


def test_line_numbers_are_those_of_the_file() -> None:
    assert [row.number for row in read_rows("email\na@example.org\n\nb@example.org")] == [2, 4]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("email,name", "nobody in the file"),
        ("ada@example.org,Ada", "must name the columns"),
        ('email,name\n"ada@example.org,"x"y', "quotation marks"),
        ("email\n" + "a@example.org\n" * 1001, "more than 1000"),
    ],
)
def test_file_that_makes_no_sense_says_what_to_do(text: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read_rows(text)


def test_file_in_another_encoding_says_what_to_do() -> None:
    assert decode("email\nö@example.org".encode("utf-8-sig")).startswith("email")
    with pytest.raises(Unreadable, match="UTF-8"):
        decode("Zoë".encode("latin-1"))


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (ImportRow(2, ""), "missing"),
        (ImportRow(2, "ada at example"), "is not an e-mail address"),
        (ImportRow(2, "ada@example.org", role="boss"), "is no role here"),
        (ImportRow(2, "ada@example.org", name="x" * 151), "longer than 150"),
        (ImportRow(2, "ada@example.org", "Ada", "supervisor"), ""),
    ],
)
def test_row_says_what_is_wrong_with_it(row: ImportRow, words: str) -> None:
    problem = row_problem(row, roles=ROLES, first_seen={})
    assert words in problem
    assert bool(problem) == bool(words)


def test_second_row_of_the_same_address_names_the_first() -> None:
    seen: dict[str, int] = {}
    assert not row_problem(ImportRow(2, "ada@example.org"), roles=ROLES, first_seen=seen)
    assert "line 2" in row_problem(ImportRow(5, "ada@example.org"), roles=ROLES, first_seen=seen)
