"""The video section."""
