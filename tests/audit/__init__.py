"""Looks at all that a reader, a search engine or another program gets of a built site: `make audit`."""
