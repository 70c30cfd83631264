"""The page of the lesson."""

from lessons.regression_losses import LESSON, losses, outlier
from lessons.regression_losses.controls import PART, STEP
from texts import story
from ui import controls, frame, live, quiz, stage, state


def draw() -> None:
    """The page."""
    lang = state.language()
    left, right = stage.columns()
    with right:
        part = controls.pick(PART)
    frame.header(LESSON.title.of(lang), story(LESSON.folder, lang)[f"sentence_{part}"])
    with left:
        choose = {
            "outlier": outlier.choose_scene,
            "constant": outlier.choose_constant,
            "training": outlier.choose_training,
        }
        chosen = choose.get(part, losses.choose)()
    with right:
        if part == "training":
            scrub, player = stage.player_row()
            with scrub:
                step = int(controls.draw(STEP))
            with player:
                live.tie(outlier.LIVE["training"], step=STEP)
            outlier.draw_training(chosen, lang)
            outlier.tell_training(chosen, step, lang)
        else:
            live.tie(outlier.LIVE.get(part, losses.LIVE))
        if part == "losses":
            losses.draw(chosen, lang)
            losses.tell_more(chosen, lang)
        elif part == "outlier":
            outlier.draw_scene(chosen, lang)
            outlier.tell_scene_more(chosen, lang)
        elif part == "constant":
            outlier.draw_constant(*chosen, lang)
        quiz.draw(LESSON)
