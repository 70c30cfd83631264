"""What the README shows: `python -m docs.screenshots` draws the pictures anew."""
