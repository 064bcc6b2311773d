"""Where things are kept: SQLAlchemy Core adapters, in-memory adapters and the event codec."""
