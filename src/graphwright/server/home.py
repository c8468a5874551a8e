"""`/`: a page for the browser, with a box to query in. It loads nothing from anywhere else."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import resources
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from graphwright.server.options import Services

_SCRIPT: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL)


async def home(_services: Services, _request: Request) -> Response:
    page, policy = _page()
    return Response(page, headers={"content-security-policy": policy}, media_type="text/html")


@cache
def _page() -> tuple[str, str]:
    """The page, and a policy that allows its own script and style, calls to this server and nothing else."""
    page = resources.files("graphwright.server").joinpath("home.html").read_text(encoding="utf-8")
    script = _SCRIPT.search(page)
    assert script is not None, "home.html has a script"
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    policy = (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page, policy
