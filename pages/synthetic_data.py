"""Lesson: synthetic data and minibatches. Source sections 1.1 and 1.2."""

from ui import frame

frame.enter()

from texts import story
from ui import controls, data, live, quiz, stage
from ui.lessons import SYNTHETIC_DATA

lang = frame.language()
frame.header(SYNTHETIC_DATA.title.of(lang), story("synthetic_data", lang)["sentence"])

left, right = stage.columns()
with left:
    dealt = data.choose()
with right:
    control = data.batch_control(dealt)
    scrub, player = stage.player_row()
    with scrub:
        batch = int(controls.draw(control)) if control else 1
    with player:
        live.tie(data.live_controls(dealt), step=control, arrive=False)
    data.draw(dealt, lang)
    data.tell(dealt, batch, lang)
    quiz.draw(SYNTHETIC_DATA, lang)
