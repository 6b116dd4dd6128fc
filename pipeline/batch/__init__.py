"""Thousands of articles: a ledger of what is done, and a run that takes up where the last one ended."""
