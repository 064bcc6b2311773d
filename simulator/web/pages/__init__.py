"""Routes, one file per kind of visitor."""
