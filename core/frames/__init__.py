"""Results as tidy DataFrames, one module for each kind of picture: only here does the core use pandas.

The columns that a module documents are its whole contract with the charts.
"""
