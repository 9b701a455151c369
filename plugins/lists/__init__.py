"""Pages that show other pages."""
