"""The sample data of the demo: an invented province of officials, its programmes and its courses."""
