"""The files of the theme, and what pages say of them."""
