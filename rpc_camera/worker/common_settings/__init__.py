"""The settings that most makes have, in one language: numbers in units, and words, whatever libgphoto2 calls them."""
