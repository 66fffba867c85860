"""A camera that is only software: a PTP/IP responder which libgphoto2's ptp2 driver takes for a body of some make."""
