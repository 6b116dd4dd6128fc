"""The desk's page and its interface for other programs."""
