"""Pages and forms: Flask, and the only place that knows markup and words."""
