"""Every Vietnamese sentence that people read."""
