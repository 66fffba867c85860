"""Series of pictures at their times, with or without a client."""
