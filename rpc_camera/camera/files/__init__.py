"""The files on a camera."""
