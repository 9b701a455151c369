"""The site's own plugins: thin Pelican adapters around pure nouns (see docs/architecture.md)."""
