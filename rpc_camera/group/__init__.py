"""Several cameras fired together."""
