"""What a checkout has need of, and an installation has not."""
