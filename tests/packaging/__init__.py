"""What keeps the service on a system: its unit and files, the notifications to systemd, the packages."""
