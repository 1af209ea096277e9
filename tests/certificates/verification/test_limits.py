from certificates.verification.limits import Limit, allows

LIMIT = Limit("test", 3, 60)


def test_limit_allows_as_often_as_it_says() -> None:
    assert [allows(LIMIT, "a") for _ in range(5)] == [True, True, True, False, False]


def test_limit_counts_each_key_for_itself() -> None:
    for _ in range(4):
        allows(LIMIT, "a")
    assert allows(LIMIT, "b")
