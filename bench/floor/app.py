"""The floor of a release: a bare page with as many charts, rows, columns and sliders as the lesson has."""

import numpy as np
import pandas as pd
import streamlit as st

st.title("floor")
left, right = st.columns([1.1, 3.9])
with left:
    values = [st.slider(f"slider {i}", -5.0, 5.0, 1.0, 0.1, key=f"slider{i}") for i in range(11)]


def table(rows: int, columns: int) -> pd.DataFrame:
    """Numbers that change with the sliders."""
    return pd.DataFrame(np.full((rows, columns), sum(values)), columns=[f"c{j}" for j in range(columns)])


def spec(name: str) -> dict[str, object]:
    """Points over a named data set."""
    place = {"x": {"field": "c0", "type": "quantitative"}, "y": {"field": "c1", "type": "quantitative"}}
    return {
        "data": {"name": name},
        "mark": "point",
        "encoding": place,
        "height": 400,
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
    }


with right:
    for data in (
        {"path": (6500, 16), "points": (1000, 3)},
        {"path": (6500, 16)},
        {"points": (12, 6)},
        {"limit": (24, 3)},
    ):
        tables = {name: table(*size) for name, size in data.items()}
        st.vega_lite_chart(spec={**spec(next(iter(data))), "datasets": tables})
    st.dataframe(table(3, 6))
