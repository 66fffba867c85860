"""The running service: options, composition, start-up output, virtual cameras, shutdown."""
