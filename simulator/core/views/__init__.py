"""What may be seen: allow-lists. Nothing leaves the server that is not a field of a view."""
