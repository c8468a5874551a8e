"""Syntax and catalog → IR: names resolved, values coerced, errors with positions.

One package per language. Does not know: SQL.
"""
