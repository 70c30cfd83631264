"""Lesson: L2, L1 and Huber's loss. Source section 1.5 and the title's "loss functions"."""

from ui import frame

frame.enter()


from texts import story
from ui import controls, live, losses, picks, quiz, robust, stage
from ui.lessons import REGRESSION_LOSSES

lang = frame.language()
left, right = stage.columns()
with right:
    part = picks.draw(losses.PART, labelled=False)
frame.header(REGRESSION_LOSSES.title.of(lang), story("regression_losses", lang)[f"sentence_{part}"])
with left:
    choose = {1: losses.choose, 2: robust.choose_scene, 3: robust.choose_constant, 4: robust.choose_training}[part]
    chosen = choose()
with right:
    if part == 4:
        scrub, player = stage.player_row()
        with scrub:
            step = int(controls.draw(robust.STEP))
        with player:
            live.tie(robust.LIVE[4], step=robust.STEP)
        robust.draw_training(chosen, lang)
        robust.tell_training(chosen, step, lang)
    else:
        live.tie(robust.LIVE.get(part, losses.LIVE))
    if part == 1:
        losses.draw(chosen, lang)
        losses.tell_more(chosen, lang)
    elif part == 2:
        robust.draw_scene(chosen, lang)
        robust.tell_scene_more(chosen, lang)
    elif part == 3:
        robust.draw_constant(*chosen, lang)
    quiz.draw(REGRESSION_LOSSES, lang)
