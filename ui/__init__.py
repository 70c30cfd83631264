"""Ring 3: the Streamlit pieces that pages share."""
