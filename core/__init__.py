"""Ring 1: the mathematics, in torch. Nothing here knows how it is shown.

Letters in the shapes: n examples, d features, k outputs or classes, p = d + 1 parameters of one output (weights
first, bias last), B examples in a minibatch, R learning rates, T steps of training.
"""
