"""Rooms and messages: where the two sides of a proposal talk."""
