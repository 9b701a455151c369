"""`make audit`: looks at all that readers, search engines and programs get of a built site."""
