"""The project: settings, routes, the one port, and the commands that start it."""
