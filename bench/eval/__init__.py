"""How often the guard is right, on labelled texts, beside its peers in the same run."""
