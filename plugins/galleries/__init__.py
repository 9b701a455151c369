"""Photos of posts: renditions, pictures, galleries."""
