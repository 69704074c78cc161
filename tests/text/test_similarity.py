from kheo.text import similarity


def test_equal_once_folded() -> None:
    assert similarity("Camera an ninh", "CAMERA  an-ninh") == 1.0
    assert similarity("Hoà giải ở cơ sở", "Hòa giải ở cơ sở") == 1.0


def test_nearer_titles_rank_higher() -> None:
    wanted = "Tuyến đường hoa phụ nữ"
    near, far = similarity(wanted, "Tuyến đường hoa thanh niên"), similarity(wanted, "Tiếng loa an ninh")
    assert 0 < far < near < 1


def test_nothing_is_like_nothing() -> None:
    assert similarity("", "") == 0.0
    assert similarity("...", "abc") == 0.0
