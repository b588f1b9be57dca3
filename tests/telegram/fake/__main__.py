"""The fake as a process: `python -m tests.telegram.fake --port 8081`; its address is the first line out."""

import argparse
import asyncio
import contextlib
import os

from tests.telegram.fake.server import running


async def serve(port: int) -> None:
    async with running(port) as (_, url):
        print(url, flush=True)
        await asyncio.Event().wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--spec", help="another version of the published API, as ALDER_BOT_API_SPEC names one")
    options = parser.parse_args()
    if options.spec:
        os.environ["ALDER_BOT_API_SPEC"] = options.spec
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(options.port))
