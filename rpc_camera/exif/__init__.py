"""EXIF of picture files, read from as few of their bytes as need be."""
