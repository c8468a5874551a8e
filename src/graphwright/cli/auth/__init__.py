"""`graphwright auth`: how callers are told apart."""
