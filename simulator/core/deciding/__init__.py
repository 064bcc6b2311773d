"""What follows from a permitted command, one file per part of the negotiation."""
