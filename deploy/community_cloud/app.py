"""Entry file for Streamlit Community Cloud: it stands beside requirements of its own, and runs the app.

`st.navigation` finds pages beside the main script, so the app's own file is named as that.
"""
