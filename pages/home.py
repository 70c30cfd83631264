"""Home: what each lesson shows, with links."""

from ui import frame

frame.enter()

from texts import frame as words  # noqa
frame.header(words.APP.of(frame.language()), "…")
