"""How the guard's model is made from the corpora: examples, features, fits, and the files that the guard loads."""
