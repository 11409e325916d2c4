"""What is learned from labelled messages: how likely a text gives, asks for or works around a contact detail."""
