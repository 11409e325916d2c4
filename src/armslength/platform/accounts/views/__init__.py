"""Accounts over HTTP: parse, call one action, translate."""
