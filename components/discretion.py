"""What a browser is told of the machine that serves it: nothing but what it needs."""

from __future__ import annotations

from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class Discretion:
    """Takes out of what Streamlit tells at the start of every session where the atlas lies, on which system, under which Python."""

    def __init__(self, app: ASGIApp, folder: Path) -> None:
        self.app = app
        self.folder = str(folder).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but those."""

        async def discreet(message: Message) -> None:
            # Few messages hold the folder, and to look for it costs far less than to read them all.
            if self.folder in (frame := message.get("bytes") or b""):
                message = {**message, "bytes": _discreet(frame)}
            await send(message)

        await self.app(scope, receive, discreet if scope["type"] == "websocket" else send)


def _discreet(frame: bytes) -> bytes:
    """A message of Streamlit's without them."""
    message = ForwardMsg()
    message.ParseFromString(frame)
    if message.WhichOneof("type") == "new_session":
        session = message.new_session
        session.main_script_path = Path(session.main_script_path).name
        for name in ("python_version", "server_os"):
            session.initialize.environment_info.ClearField(name)
    return bytes(message.SerializeToString())
