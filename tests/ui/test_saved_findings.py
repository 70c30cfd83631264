"""What a saved page says of the moment is what the page said."""

import re

import pytest

from tests.visiting import LANGUAGES, LESSONS, visit
from ui import live

PARTS = [(lesson, {}) for lesson in LESSONS[1:]]
PARTS += [(LESSONS[4], {"part": part}) for part in ("outlier", "constant", "training")]
PARTS += [(LESSONS[8], {"data": "digits", "step": "30"}), (LESSONS[7], {"soft": "0.3", "step": "20"})]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("lesson", "query"), PARTS, ids=lambda one: getattr(one, "url", "") or str(one))
def test_the_finding_is_saved_as_it_is_told(lesson, query, lang, monkeypatch):
    findings = []
    monkeypatch.setattr(live, "save", lambda *args, finding, **rest: findings.append(finding))
    app = visit(lesson, query={"lang": lang} | query)
    (found,) = findings
    told = " ".join(element.value for element in app.markdown).replace("**", "")
    first = re.split(r"(?<=[.。])", found)[0]
    assert first.strip()
    assert first in told
    assert not set(found) & set("$`*\\"), found
    assert bool(re.search("[\u4e00-\u9fff]", found)) == (lang == "zh")
