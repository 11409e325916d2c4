"""Password hashing for tests in one process: the real algorithm with the least work it allows."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2Hasher(Argon2PasswordHasher):
    """Argon2 in under a millisecond."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
