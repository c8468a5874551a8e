"""IR → IR, one file each, in the one order of `pipeline.py`. Does not know: languages, SQL."""
