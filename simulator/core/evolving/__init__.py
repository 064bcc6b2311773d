"""How each event changes the state: total functions, one per event."""
