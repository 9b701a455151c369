"""Feeds for programs that follow the site."""
