"""What server and worker send each other: frames, requests, replies, events."""
