"""Lines to Logits: the frame. Run with `streamlit run app.py`."""

from ui import frame

with frame.drawn() as page:
    page.run()
