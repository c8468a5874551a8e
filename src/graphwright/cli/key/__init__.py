"""`graphwright key`: API keys."""
