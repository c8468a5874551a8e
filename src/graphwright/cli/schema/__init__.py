"""`graphwright schema …`, one file per sub-command."""
