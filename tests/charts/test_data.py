from sim.charts.data import Act, Strategy, in_language


def test_a_text_is_given_in_the_readers_language():
    assert in_language({"en": "Festival", "zh": "粉丝节"}, "zh") == "粉丝节"


def test_a_text_without_the_readers_language_is_given_in_english_then_in_any():
    assert in_language({"fr": "Fête", "en": "Festival"}, "zh") == "Festival"
    assert in_language({"fr": "Fête"}, "en") == "Fête"
    assert in_language({}, "en", "none") == "none"


def test_a_strategy_without_a_title_goes_by_its_name():
    assert Strategy("paid", {}).label("zh") == "paid"


def test_acts_that_say_the_same_are_equal():
    assert Act(3, "rule", {"en": "Charter"}) == Act(3, "rule", {"en": "Charter"})
