"""Lines to Logits: the frame. Run with `streamlit run app.py`."""

from ui import frame

page, title_slot = frame.draw()
with frame.inside(title_slot):
    page.run()
