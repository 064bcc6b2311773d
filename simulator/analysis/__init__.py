"""Numbers about scenarios and agreements: is it playable, what was left on the table."""
