"""Long-running work on cameras that no client has to wait for: tethering, sequences, groups."""
