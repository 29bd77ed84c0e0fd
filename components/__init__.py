"""What is drawn: one file a visual or control. Data in, element out; no filtering and no file access."""
