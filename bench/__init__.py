"""Every claim about speed, as a command: python -m bench.<name>."""
