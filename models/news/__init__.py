"""What people can be told: one file a subject, one frozen dataclass a kind."""
