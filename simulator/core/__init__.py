"""The rules of the negotiation: pure functions on frozen data."""
