"""A month of the department's life, played in a minute against the playground: see `rehearsal/month.py`."""
