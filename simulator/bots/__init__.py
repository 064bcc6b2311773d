"""Parties played by rules. They see only what their own seat sees, and what the rules do is written down here."""
