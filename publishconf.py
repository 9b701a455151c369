"""What differs on the public host."""

from pelicanconf import *  # noqa: F403
