"""The guard in force: verdicts on what members write, sealed evidence, explanations."""
