"""Which parts an event touches: a module for each topic, put together in ``views/dirty.py``."""
