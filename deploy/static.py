"""`python -m deploy.static FOLDER`: the course as pages that need no server: a folder for any file host, or a stick.

For every lesson, in both languages: its stops, each with its sentence, the live picture that it is about, set as the
stop sets it, with labelled inputs and a player; then what to take away. The pictures share one script with Vega.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
from streamlit.testing.v1 import AppTest

from charts import saved
from texts import Language, Text, fill
from texts import frame as words
from ui import live
from ui.lesson import HOME, ROOT, Lesson, registry
from ui.visit import Visit

LANGUAGES: tuple[Language, ...] = ("en", "zh")
PLAY = Text("Play", "播放")
OTHER = {"en": "中文", "zh": "English"}
OFFLINE = Text(
    "These pages need no server: each picture is live in your browser. Trainings at other settings need the app.",
    "这些页面不需要服务器：每幅图都在浏览器中实时变化。要换设置重新训练，请用应用本身。",
)
_STYLE = """
:root { color-scheme: light; font: 1.05rem/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif }
body { margin: 0 auto; max-width: 62rem; padding: 1rem; background: #ffffff; color: #16191f }
a { color: #0b64a5 }
nav { display: flex; flex-wrap: wrap; gap: 1rem; justify-content: space-between }
iframe { width: 100%; height: 46rem; border: 1px solid #d4dae1; border-radius: 0.5rem }
"""


@dataclass(frozen=True)
class Drawn:
    """A picture as a stop draws it: specification, tables, and what it shows in words."""

    spec: Mapping[str, Any]
    datasets: Mapping[str, pd.DataFrame | pa.Table]
    alt: str


def main(folder: Path, lessons: Sequence[Lesson]) -> str:
    """Write the course of these lessons into the folder; returns how large it is."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vega.js").write_text(saved.script(), encoding="utf-8")
    for lang in LANGUAGES:
        (folder / lang).mkdir(exist_ok=True)
        for lesson, after in zip(lessons, [*lessons[1:], None], strict=True):
            _write_lesson(folder / lang, lesson, lang, after)
        _write(folder / lang / "index.html", words.APP.of(lang), lang, _contents(lessons, lang))
    (folder / "index.html").write_text(
        f'<!DOCTYPE html>\n<html lang="en">\n<meta charset="utf-8">\n<title>{escape(words.APP.en)}</title>\n'
        '<script>location.replace((navigator.language.startsWith("zh") ? "zh" : "en") + "/index.html")</script>\n'
        '<p><a href="en/index.html">English</a> <a href="zh/index.html" lang="zh-CN">中文</a></p>\n',
        encoding="utf-8",
    )
    files = [file for file in folder.rglob("*") if file.is_file()]
    return f"{len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB"


def _contents(lessons: Sequence[Lesson], lang: Language) -> str:
    rows = ""
    for lesson in lessons:
        link = f'<a href="{lesson.url}.html">{escape(lesson.title.of(lang))}</a>'
        rows += f"<li>{link}<br>{escape(lesson.summary.of(lang))}</li>\n"
    return f"<p>{OFFLINE.of(lang)}</p>\n<ol>\n{rows}</ol>"


def _write_lesson(folder: Path, lesson: Lesson, lang: Language, after: Lesson | None) -> None:
    parts = []
    for number, stop in enumerate(lesson.stops, 1):
        picture = f"{lesson.url}_{number}.html"
        store, drawn = visited(lesson, lang, number)
        (folder / picture).write_text(_picture(store, drawn, lesson, lang), encoding="utf-8")
        ask = f"<p><strong>{escape(stop.ask.prompt.of(lang))}</strong></p>\n" if stop.ask else ""
        parts.append(
            f'<h2 id="{number}">{number}</h2>\n<p>{escape(stop.say.of(lang))}</p>\n{ask}'
            f'<iframe src="{picture}" title="{escape(drawn.alt)}" loading="lazy"></iframe>'
        )
    lines = "".join(f"<li>{escape(line.of(lang))}</li>" for line in lesson.takeaways)
    parts.append(f"<h2>{words.TAKEAWAYS.of(lang)}</h2>\n<ol>{lines}</ol>")
    if after:
        label = fill(words.NEXT_LESSON.of(lang), title=after.title.of(lang))
        parts.append(f'<p><a href="{after.url}.html">{escape(label)}</a></p>')
    _write(folder / f"{lesson.url}.html", lesson.title.of(lang), lang, "\n".join(parts))


def _write(file: Path, title: str, lang: Language, body: str) -> None:
    foreign = "zh" if lang == "en" else "en"
    home = f'<a href="index.html">{escape(words.APP.of(lang))}</a>'
    tongue = "zh-CN" if lang == "zh" else "en"
    file.write_text(
        f'<!DOCTYPE html>\n<html lang="{tongue}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head>\n<body>\n"
        f'<nav>{home}<a href="../{foreign}/{file.name}" hreflang="{foreign}">{OTHER[lang]}</a></nav>\n'
        f"<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n",
        encoding="utf-8",
    )


def visited(lesson: Lesson, lang: Language, number: int) -> tuple[Visit, Drawn]:
    """The visit that opens the lesson at the stop, and the picture that the stop rings, else the first."""
    found: dict[str, Drawn] = {}
    draw = live.chart
    live.chart = lambda name, spec, datasets, *, alt: found.setdefault(name, Drawn(spec, datasets, alt))  # type: ignore[assignment, return-value]
    try:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
        app.query_params.update({"lang": lang, "stop": str(number)})
        app.switch_page(lesson.path)
        app.run()
    finally:
        live.chart = draw
    if app.exception:
        raise RuntimeError(f"{lesson.url}, stop {number}: {[one.message for one in app.exception]}")
    ring = lesson.stops[number - 1].ring
    store: Visit = app.session_state["visit"]
    return store, found[ring] if ring in found else next(iter(found.values()))


def _picture(store: Visit, drawn: Drawn, lesson: Lesson, lang: Language) -> str:
    controls = {control.key: store.drawn.get(control.key, control) for control in lesson.controls}
    values = {key: value for (url, key), (value, _) in store.own.items() if url == lesson.url and value is not None}
    values = {key: control.default for key, control in controls.items() if control.default is not None} | values
    rows = {name: t.to_pandas() if isinstance(t, pa.Table) else t for name, t in drawn.datasets.items()}
    labels = {key: control.label.of(lang) for key, control in controls.items()}
    steps = max((control.steps[-1] for control in controls.values() if getattr(control, "steps", ())), default=0)
    spec = saved.standalone(drawn.spec, rows, values, steps=steps, labels=labels)
    spec = json.loads(json.dumps(spec, default=float))
    title, tongue = lesson.title.of(lang), "zh-CN" if lang == "zh" else "en"
    return saved.page(spec, title=title, lang=tongue, words=drawn.alt, play=PLAY.of(lang), vega="../vega.js")


if __name__ == "__main__":
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # it is not used to being run without a visitor
    place = Path(sys.argv[1] if len(sys.argv) > 1 else "offline")
    print(f"{main(place, [lesson for lesson in registry() if lesson is not HOME])} in {place}")
