"""The `sela` command: one file per group of commands."""
