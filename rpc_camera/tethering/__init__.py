"""Saving new pictures on the server's disk."""
