"""Outcome to screen: pure functions, one file per journey."""
