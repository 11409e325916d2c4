"""The demo: an invented marketplace, one-click sign-in as its people, a mailbox. Never in production."""
