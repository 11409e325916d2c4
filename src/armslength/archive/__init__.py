"""Archives: whole files of messages checked at once, on all cores, and resumed where they were broken off."""
