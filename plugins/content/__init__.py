"""Posts, pages and films: from files to values."""
