"""What server and worker say to each other: frames, requests, replies, notices."""
