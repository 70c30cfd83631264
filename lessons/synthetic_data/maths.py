"""One epoch of the data iterator over a synthetic data set: what does not depend on the true weights and the noise."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.data import synthetic_causes
from core.models import initial_weight
from core.training import Regression, schedule


@dataclass(frozen=True)
class Epoch:
    """Epoch number `epoch`, from 1, over n examples of d features in minibatches of `batch_size`."""

    num_features: int
    num_examples: int
    batch_size: int
    epoch: int
    seed: int
    shuffle: bool = True
    drop_last: bool = False

    def causes(self) -> tuple[Tensor, Tensor]:
        """The features X (n, d) and the unit noise (n, 1)."""
        return synthetic_causes(self.num_features, self.num_examples, generator=self.data_generator())

    def data_generator(self) -> torch.Generator:
        """What the data set is drawn from, at its beginning."""
        return torch.Generator().manual_seed(self.seed)

    def minibatches(self) -> tuple[Tensor, ...]:
        """The index tensors (B,) on which linear regression trains in this epoch; none if all are dropped.

        Training draws its initial weights first, and then one order for each epoch.
        """
        if self.drop_last and self.batch_size > self.num_examples:
            return ()
        generator = torch.Generator().manual_seed(Regression(seed=self.seed).training_seed)
        initial_weight(self.num_features, 1, std=1, generator=generator)
        options = {"shuffle": self.shuffle, "drop_last": self.drop_last}
        batches, per_epoch = schedule(self.num_examples, self.batch_size, self.epoch, generator=generator, **options)
        return batches[-per_epoch:]
