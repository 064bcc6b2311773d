"""Facts, one frozen dataclass each. `KIND` is the stable name in the log; names of classes may change."""
