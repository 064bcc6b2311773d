"""The Partnership Simulator: a seminar in which 48 organizations negotiate one agreement."""

__version__ = "0.1.0"
