"""What is true, and what is allowed: one file a noun, with its table, its rules and its queries."""
