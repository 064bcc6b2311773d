"""Services of the simulator: what the product does, written against ports only."""
