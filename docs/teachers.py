"""`python -m docs.teachers`: what each lesson shows in one class hour, stop by stop, for teachers, in both languages.

The stops are those of the tours: whoever changes a tour runs it again, and a test says so.
"""

from __future__ import annotations

from pathlib import Path

from texts import Language, Text
from ui.lesson import HOME, Lesson, registry

_INTRO = Text(
    """# In class, stop by stop

[中文](teachers.zh.md)

Each lesson fills about one class hour: six stops of five to eight minutes, and time for the exercises below. Open the link
of a stop on the projector (add `&projector=1`), let the class guess before you reveal, and let them go on at home with
the same link: *Share* shows it as a QR code.

**Before the lesson.** Any current Chrome, Edge, Firefox or Safari will do. A host that sleeps, as Community Cloud does,
is woken by opening the app: do so ten minutes before. Where the network is uncertain, have plan B ready: run the app on your
own machine (two commands in the README), or take the pages of `python -m deploy.static offline` along on a stick; they
need neither server nor network.

**By hand.** Page Down and Page Up of a presenter's remote walk the stops; Space plays and pauses; P and L switch
projector and language; ? tells all keys.

**A link of your own.** *Share* > *A link for your class* hides answers, code, or the true values of a regression, locks
controls, and puts your question above the picture. Opening it is enough; who leaves it finds the lesson as it opens.

The links below begin after the address of your app.
""",
    """# 课堂上逐站讲解

[English](teachers.md)

每一课大约占一节课：六站，每站五到八分钟，剩下的时间做下面的练习。在投影上打开某一站的链接（加上`&projector=1`），先让全班猜，再揭晓；课后学生用同一个链接继续。按“分享”会显示二维码。

**上课之前。** 较新的Chrome、Edge、Firefox或Safari都可以。像Community Cloud那样会休眠的主机，要先打开应用把它唤醒：请提前十分钟。网络没有把握时准备好备用方案：在自己的电脑上运行应用（README里的两条命令），或者用`python -m deploy.static offline`生成离线页面放进U盘，不需要服务器，也不需要网络。

**手里的键。** 翻页笔的Page Down、Page Up走各站；空格键播放和暂停；P、L切换投影和语言；?列出全部快捷键。

**自己的链接。** 在“分享”里打开“给课堂用的链接”：可以隐藏答案、代码或回归的真实值，锁定控件，并把您的问题放在图的上方。学生打开链接即可；离开后，这一课重新打开。

下面的链接接在应用的网址之后。
""",
)
_ASKS, _GOAL, _EXERCISES = Text("Asks", "提问"), Text("Goal", "目标"), Text("Exercises", "练习")
_AWAY = Text("To take away", "小结")
_NAMES: dict[Language, str] = {"en": "teachers.md", "zh": "teachers.zh.md"}


def text(lang: Language) -> str:
    """The whole document in a language."""
    lessons = [lesson for lesson in registry() if lesson is not HOME]
    return _INTRO.of(lang) + "".join(_lesson(number, lesson, lang) for number, lesson in enumerate(lessons, 1))


def _lesson(number: int, lesson: Lesson, lang: Language) -> str:
    lines = [f"\n## {number}. {lesson.title.of(lang)}\n"]
    if lesson.source:
        lines.append(f"{lesson.source.of(lang)}\n")
    for place, stop in enumerate(lesson.stops, 1):
        line = f"{place}. `/{lesson.url}?lang={lang}&stop={place}`  \n   {stop.say.of(lang)}"
        if stop.ask:
            line += f"  \n   *{_ASKS.of(lang)}:* {stop.ask.prompt.of(lang)}"
        if stop.goal:
            line += f"  \n   *{_GOAL.of(lang)}.*"
        lines.append(line)
    lines.append(f"\n{_EXERCISES.of(lang)}:\n")
    lines += [f"- {exercise.task.of(lang)}" for exercise in lesson.exercises]
    lines.append(f"\n{_AWAY.of(lang)}:\n")
    lines += [f"- {line.of(lang)}" for line in lesson.takeaways]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for language, name in _NAMES.items():
        Path(__file__).with_name(name).write_text(text(language), encoding="utf-8")
