"""Canon's EOS bodies, as a computer controls them."""
