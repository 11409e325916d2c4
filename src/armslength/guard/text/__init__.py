"""Folding and decoding: other readings of a text, each with a map back to the original offsets."""
