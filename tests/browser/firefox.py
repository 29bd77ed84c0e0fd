"""Firefox for a test: found, or installed from Debian's package, and driven by WebDriver BiDi, which it speaks by itself.

    python tests/browser/firefox.py        # prints the path of the browser

`FIREFOX` in the environment names another one.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.integration.debian import MissingError, program
from tests.running import PATIENCE

NAMES = (os.environ.get("FIREFOX", ""), "firefox-esr", "firefox", "/Applications/Firefox.app/Contents/MacOS/firefox")
NEEDED = (
    "The atlas is opened in Firefox once, and none was found. Install it: on Debian apt-get install firefox-esr, elsewhere from "
    "https://www.mozilla.org/firefox/, or name yours: FIREFOX=/path/to/firefox make test"
)


def firefox() -> str:
    """The path of the program. Raises `MissingError` where it is not there and cannot be installed."""
    return program(lambda: next((path for name in NAMES if name and (path := shutil.which(name))), None), ("firefox-esr",), NEEDED)


@dataclass
class Firefox:
    """A window of a running Firefox, and what happened in it."""

    connection: ClientConnection
    window: str = ""
    events: list[dict[str, Any]] = field(default_factory=list)
    asked: int = 0

    def command(self, method: str, **parameters: Any) -> Any:
        """What the browser answers to a command. Raises `RuntimeError` with what it says against it, and `TimeoutError`."""
        self.asked += 1
        self.connection.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            message = json.loads(self.connection.recv(timeout=PATIENCE))
            if message["type"] == "event":
                self.events.append(message)
            elif message["id"] == self.asked:
                if message["type"] == "error":
                    raise RuntimeError(f"{method}: {message['message']}")
                return message["result"]

    def open(self, address: str) -> None:
        """Load a page."""
        self.command("browsingContext.navigate", context=self.window, url=address, wait="interactive")

    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, a promise awaited."""
        target = {"context": self.window}
        found = self.command(
            "script.evaluate", expression=f"Promise.resolve({expression}).then(JSON.stringify)", target=target, awaitPromise=True
        )
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))


@contextmanager
def running_firefox(profile: Path, width: int, height: int) -> Iterator[Firefox]:
    """A Firefox without a screen that knows nothing, whose events are those of its console and of what it asks and fetches."""
    command = [firefox(), "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0", "about:blank"]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, "HOME": str(profile)}
    )
    assert process.stderr
    try:
        address = next((found[0] for line in process.stderr if (found := re.search(r"ws://\S+", line))), None)
        assert address, "Firefox ended before it listened"
        with connect(f"{address}/session", max_size=None) as connection:
            browser = Firefox(connection)
            browser.command("session.new", capabilities={})
            browser.window = browser.command("browsingContext.getTree")["contexts"][0]["context"]
            browser.command("browsingContext.setViewport", context=browser.window, viewport={"width": width, "height": height})
            seen = ["log.entryAdded", "browsingContext.userPromptOpened", "network.beforeRequestSent", "network.responseCompleted"]
            browser.command("session.subscribe", events=seen)
            yield browser
    finally:
        process.terminate()
        process.wait(PATIENCE)
        process.stderr.close()


if __name__ == "__main__":
    try:
        print(firefox())
    except MissingError as error:
        sys.exit(str(error))
