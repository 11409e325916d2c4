"""The public face of a member: a pseudonym, a drawn picture, what they do and when they work."""
