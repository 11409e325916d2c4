"""One gapless event sequence per member, and the stream that reads it. Knows no domain."""
