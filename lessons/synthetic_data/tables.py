"""The table of the deal, by whose columns the pictures of this lesson read it.

- deal_frame: the columns of `core.tables.points_frame`; i (the example's number, from 0), batch (from 1; 0 is left
  out), place (in the order dealt, from 0; those left out come last), batches (how many there are), n
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
from torch import Tensor

from core.tables import points_frame


def deal_frame(X: Tensor, unit_noise: Tensor, batches: Sequence[Tensor]) -> pd.DataFrame:
    """The examples with the minibatch that each is dealt to in one epoch."""
    table = points_frame(X, unit_noise).assign(i=range(len(X)), batch=0, batches=len(batches), n=len(X))
    for number, batch in enumerate(batches, 1):
        table.loc[batch.tolist(), "batch"] = number
    dealt = [i for batch in batches for i in batch.tolist()]
    order = [*dealt, *table.index[table["batch"] == 0]]
    return table.assign(place=pd.Series(range(len(order)), index=order))
