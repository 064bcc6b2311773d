"""What `decide` needs to remember, and nothing else."""
