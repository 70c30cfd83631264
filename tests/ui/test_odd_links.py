"""Links that nobody would write: each name is read, left alone, or told, and nothing raises."""

import random

from tests.visiting import CODE, LESSONS
from ui import links

ODD = (
    "", " ", "nan", "inf", "-inf", "1e999", "-0", "+3", "0x10", "1_000", "１２", "三", "½", "1,5", "1;2", "None",
    "true", "TRUE", "{}", "@{x}", "{0}", "<script>alert(1)</script>", "</script>", "$x$", "`a`", "](http://a)", "\x00",
    "\u202e", "9" * 400, "a" * 5000, "\N{MINUS SIGN}2", "3e-1", ".5", "5.", "%00", "../..", "'; --", "\n", "😀", "[1]",
)  # fmt: skip


def test_odd_links_are_read_or_told():
    chance = random.Random(15)
    for lesson in LESSONS:
        names = [control.key for control in lesson.controls] + ["stop", "exercise", "lang", "utm_x", "Stop", "", "<b>"]
        for _ in range(60):
            address = {name: chance.choice(ODD) for name in chance.sample(names, min(4, len(names)))}
            link = links.read(lesson, address, set())
            faulty = {fault.name for fault in link.faults}
            for name in address:
                left = name in ("lang", "projector", "stop", "exercise") or links.foreign(name)
                assert left or (name in link.asked) != (name in faulty), (lesson.url, name, address[name])
            assert not faulty & {"lang", "utm_x"}
            for control in lesson.controls:
                if control.key in link.asked:
                    value = link.values[control.key]
                    assert control.read(control.write(value)) == value, (lesson.url, address)
            for lang in ("en", "zh"):
                said = links.told(link.faults, {}, lang)
                assert (said is None) == (not link.faults)
                assert said is None or not set("<>$[") & set(CODE.sub("", said)), (
                    said
                )  # what was asked is quoted as code
