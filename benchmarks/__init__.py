"""How long the service takes, on virtual cameras through the real driver; see README.md."""
