"""Sony's Alpha bodies in PC Remote."""
