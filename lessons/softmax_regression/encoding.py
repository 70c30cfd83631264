"""What the tables and the pictures of this lesson agree on."""

MOST_FRAMES = 60  # kept steps after the start
NUM_SAMPLES = 20  # test digits to look at
SHOWN_OF_BATCH = 12  # digits of a minibatch
LEVELS = "0123456789abcdefg"  # a character for each of the pixel values 0 to 16
