"""The Nikon."""
