"""The functions of DQL, one file per family: each makes an IR condition out of one use of a function.

`conditions.py` has the one table of their names. Does not know: blocks, selections.
"""
