import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.documents.serials import ALPHABET, check_characters, new_serial, read

letters = st.sampled_from(ALPHABET)
bodies = st.tuples(st.integers(2020, 2099), st.lists(letters, min_size=8, max_size=8)).map(
    lambda pair: f"{pair[0]}{''.join(pair[1])}"
)


def serial_of(body: str) -> str:
    return f"HS-{body[:4]}-{body[4:8]}-{body[8:]}-{check_characters(body)}"


def test_new_serial_is_sound_and_never_the_same() -> None:
    serials = {new_serial(2026) for _ in range(200)}
    assert len(serials) == 200
    assert all(read(serial).is_sound and read(serial).serial == serial for serial in serials)


@pytest.mark.parametrize(
    "typed",
    [
        "HS-2026-7KQ4-M10D-{check}",
        "hs-2026-7kq4-m10d-{check}",
        "  2026 7kq4 m1od {check} ",
        "HS20267KQ4MLOD{check}",
        "HS–2026–7KQ4–MiOd–{check}",
        "http://localhost:8000/verify/HS-2026-7KQ4-M10D-{check}/",
        "https://example.org/verify/HS-2026-7KQ4-M10D-{check}?from=qr#x",
        "ＨＳ-２０２６-7KQ4-M10D-{check}",
        "HS-٢٠٢٦-7KQ4-M10D-{check}",
    ],
)
def test_code_is_read_however_it_was_typed(typed: str) -> None:
    check = check_characters("20267KQ4M10D")
    assert read(typed.format(check=check)).serial == f"HS-2026-7KQ4-M10D-{check}"


@pytest.mark.parametrize(
    "typed",
    ["", " ", "HS", "HS-2026", "HS-2026-7KQ4-M2XD-9", "HS-2026-7KQ4-M2XD-933", "HS-2026-7KU4-M2XD-93", "é" * 500],
)
def test_what_has_not_the_form_of_a_code_is_no_serial(typed: str) -> None:
    assert (read(typed).serial, read(typed).is_sound) == ("", False)


@given(bodies, st.integers(4, 13), letters)
def test_one_wrong_character_is_noticed(body: str, place: int, letter: str) -> None:
    whole = body + check_characters(body)
    wrong = whole[:place] + letter + whole[place + 1 :]
    assert read("HS" + wrong).is_sound is (wrong == whole)


@given(bodies, st.integers(4, 10))
def test_two_swapped_characters_are_noticed(body: str, place: int) -> None:
    whole = body + check_characters(body)
    wrong = whole[:place] + whole[place + 1] + whole[place] + whole[place + 2 :]
    assert read("HS" + wrong).is_sound is (wrong == whole)


@given(st.text())
def test_reading_never_breaks(typed: str) -> None:
    assert read(typed).serial == "" or read(typed).serial.startswith("HS-")
