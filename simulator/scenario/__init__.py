"""The scenario format: what an author writes, checked in plain words and compiled to a rulebook."""
