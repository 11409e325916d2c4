"""The tags of every page."""
