"""Small tables as Markdown."""

import pytest

from ui.grid import markdown


def test_a_table_has_its_heads_a_rule_and_a_row_for_each_value():
    assert markdown({"class": [1, 2], "p": ["0.7", "`inf`"]}) == (
        "| class | p |\n| --- | --- |\n| 1 | 0.7 |\n| 2 | `inf` |"
    )


def test_a_bar_in_a_cell_opens_no_column():
    assert markdown({"|x|": ["a|b"]}) == "| \\|x\\| |\n| --- |\n| a\\|b |"


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        markdown({"a": [1, 2], "b": [1]})
