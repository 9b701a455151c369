"""Pixels: the door to Pillow, and to the decoder of HEIC where it is installed."""
