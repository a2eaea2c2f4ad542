"""Words as hurried people write them."""

from desktop_app.evidence.spellings import miswritten, readings, spelled


def test_words_in_pinyin_by_initials_or_with_one_wrong_character_are_heard() -> None:
    assert spelled(["fangnishui"]) == spelled(["fang", "ni", "shui"]) == {"防溺水"}
    assert spelled(["jiazhanghui"]) == {"家长会"}  # 长 is read chang too
    assert spelled(["xfyl"]) == {"消防演练"}
    assert not spelled(["final", "report", "xf"])
    assert "防溺水" in miswritten("防逆水")
    assert not miswritten("防潮水")  # sounds otherwise
    assert "消防演练" in miswritten("消防演链通知")
    assert readings("师") == ("shi",)
    assert {"chang", "zhang"} <= set(readings("长"))
    assert readings("a") == readings("ü") == ()
