"""What pages are made of, and how they are written."""
