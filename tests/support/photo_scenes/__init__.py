"""The scenes of the sample photos, one file each; tests/support/draw_photos.py draws them."""
