"""What explains digits and words away, and what a message does with what is left."""
