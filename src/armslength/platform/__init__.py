"""The freelance platform: a Django project whose apps look down only."""
