"""The only assembly: `Database`, the compile pipeline, the plan cache, running plans, alters.

In: requests as values (`requests.py`). Out: answers as bytes, errors as `GraphwrightError`.
Does not know: HTTP or any other wire format.
"""
