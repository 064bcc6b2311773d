"""Ten minutes of bad luck: rooms full of people on a bad network, and servers that are killed under them."""
