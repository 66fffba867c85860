"""Fujifilm's X bodies, tethered."""
