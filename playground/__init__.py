"""A Telegram on this machine: strict, in memory, for the demo, the tests and the load."""
