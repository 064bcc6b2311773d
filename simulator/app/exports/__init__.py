"""What a seminar leaves behind as files: its logs, tables of people and talks, and a dictionary of the data."""
