"""What the service counts for Prometheus: present only with `--metrics`; the only part that knows its client."""
