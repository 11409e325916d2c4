"""Ids, clock, sealing, limits and jobs: what every app needs and no app means."""
