"""The table of the examples, by whose columns the pictures of this lesson read it.

- examples_frame: the columns of `core.tables.points_frame`; i (the example's index, from 0), batch (its
  minibatch, from 1; 0 is left out), place (in the order of the epoch, from 0; those left out come last), batches (how
  many there are), n
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from torch import Tensor

from core.tables import points_frame


def examples_frame(X: Tensor, unit_noise: Tensor, batches: Sequence[Tensor]) -> pd.DataFrame:
    """The examples, and in which minibatch of an epoch each comes."""
    table = points_frame(X, unit_noise).assign(i=range(len(X)), batch=0, batches=len(batches), n=len(X))
    for number, batch in enumerate(batches, 1):
        table.loc[batch.tolist(), "batch"] = number
    taken = [i for batch in batches for i in batch.tolist()]
    order = [*taken, *table.index[table["batch"] == 0]]
    return table.assign(place=pd.Series(range(len(order)), index=order))
