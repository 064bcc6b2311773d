"""Measures a running server against a bare one: fan-out, latency, and the browser's side."""
