"""The visit figures."""
