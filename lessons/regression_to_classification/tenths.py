"""What the mathematics and the pictures must agree on, without imports."""

# The sliders' tenths are not exact in binary: 2.3 - 1.3 falls short of 1 by 2e-16, and must count as a lead of 1.
SLACK = 1e-9
