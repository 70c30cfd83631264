"""What teachers read of the tours is what the tours are."""

import pytest

from docs import teachers
from tests.visiting import LESSONS


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_for_teachers_is_that_of_the_tours(lang):
    name = {"en": "teachers.md", "zh": "teachers.zh.md"}[lang]
    written = (teachers.Path(teachers.__file__).with_name(name)).read_text(encoding="utf-8")
    assert written == teachers.text(lang), "run python -m docs.teachers"
    for lesson in LESSONS[1:]:
        assert f"`/{lesson.url}?lang={lang}&stop={len(lesson.stops)}`" in written
