"""Identity and rules: JWT, API keys, `@auth` compiled at alter, applied by the auth pass.

Does not know: SQL, HTTP.
"""
