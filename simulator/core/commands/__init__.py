"""Wishes, one frozen dataclass each. `KIND` is the stable name on the wire."""
