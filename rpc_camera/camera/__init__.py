"""The cameras: a registry, an event log, and per camera an exclusive queue over one worker process."""
