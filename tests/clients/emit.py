"""emit.py URL NAME JSON: connects as a Python tool does, polling first, and emits one message."""
import asyncio
import json
import sys

import socketio


async def main(url: str, name: str, argument: object) -> None:
    client = socketio.AsyncClient(reconnection=False)
    await client.connect(url, wait_timeout=10)
    transport = client.eio.transport()
    await client.emit(name, argument)
    # A round trip: the server reads in order, so its answer means that the message has arrived.
    await client.call("subscribe", {}, timeout=10)
    print(transport)
    await client.disconnect()


asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))
