"""The guard and its peers, each a process of its own that reads JSON lines and prints what it flags and how fast.

Only the standard library is imported outside the tools themselves: each peer runs in the peers' own environment.
"""
