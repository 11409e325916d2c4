"""How fast the guard is, beside its peers on the same messages in the same run."""
