"""Lesson: L2, L1 and Huber's loss. Source section 1.5 and the title's "loss functions"."""

from ui import frame

frame.enter()


from texts import story
from ui import controls, live, losses, quiz, robust, stage
from ui.lessons import REGRESSION_LOSSES

lang = frame.language()
left, right = stage.columns()
with right:
    part = controls.pick(losses.PART)
frame.header(REGRESSION_LOSSES.title.of(lang), story("regression_losses", lang)[f"sentence_{part}"])
with left:
    choose = {"outlier": robust.choose_scene, "constant": robust.choose_constant, "training": robust.choose_training}
    chosen = choose.get(part, losses.choose)()
with right:
    if part == "training":
        scrub, player = stage.player_row()
        with scrub:
            step = int(controls.draw(robust.STEP))
        with player:
            live.tie(robust.LIVE["training"], step=robust.STEP)
        robust.draw_training(chosen, lang)
        robust.tell_training(chosen, step, lang)
    else:
        live.tie(robust.LIVE.get(part, losses.LIVE))
    if part == "losses":
        losses.draw(chosen, lang)
        losses.tell_more(chosen, lang)
    elif part == "outlier":
        robust.draw_scene(chosen, lang)
        robust.tell_scene_more(chosen, lang)
    elif part == "constant":
        robust.draw_constant(*chosen, lang)
    quiz.draw(REGRESSION_LOSSES, lang)
