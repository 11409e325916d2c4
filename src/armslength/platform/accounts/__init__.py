"""Members, sign-in, sessions, and the vault that holds every contact detail."""
