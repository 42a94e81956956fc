"""Chromium without a window, asked over its own pipe: what a page looks like, weighs, asks for and prints."""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.platform != "win32":
    import fcntl

CHROMIUM = (
    shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
)
AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
REQUIRED = os.environ.get("PERUT_REQUIRE", "").split()

needs_browser = pytest.mark.skipif(
    (CHROMIUM is None or sys.platform == "win32") and "chromium" not in REQUIRED,
    reason="needs Chromium, driven over a pipe of POSIX",
)
needs_axe = pytest.mark.skipif(
    not AXE.exists() and "axe" not in REQUIRED,
    reason="needs axe-core: npm install --prefix tests",
)

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--remote-debugging-pipe",
)


class Browser:
    """One Chromium with one tab; `open` a page, then ask it."""

    def __init__(self, profile: Path) -> None:
        """Start it with a profile of its own."""
        theirs, self._out = os.pipe()
        self._in, their_out = os.pipe()

        def connect() -> None:
            # Chromium reads from 3 and writes to 4.
            far = [fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs, their_out)]
            os.dup2(far[0], 3)
            os.dup2(far[1], 4)

        self._process = subprocess.Popen(
            [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            preexec_fn=connect,  # noqa: PLW1509 - only two ends are moved
            pass_fds=(3, 4),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs)
        os.close(their_out)
        self._buffer, self._count, self.events = b"", 0, []
        self._session = ""
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next(one["targetId"] for one in targets if one["type"] == "page")
        attached = self._call("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{domain}.enable")

    def close(self) -> None:
        """End it."""
        os.close(self._out)
        os.close(self._in)
        self._process.terminate()
        self._process.wait(20)

    def _call(self, method: str, **words: Any) -> dict[str, Any]:
        self._count += 1
        asked = {"id": self._count, "method": method, "params": words}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._out, json.dumps(asked).encode() + b"\0")
        while True:
            told = self._next()
            if told.get("id") == self._count:
                assert "error" not in told, told["error"]
                return told["result"]
            self.events.append(told)

    def _next(self) -> dict[str, Any]:
        while b"\0" not in self._buffer:
            more = os.read(self._in, 1 << 20)
            assert more, "Chromium ended"
            self._buffer += more
        line, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(line)

    def open(
        self, path: Path, *, width: int = 1280, dark: bool = False, script: bool = True
    ) -> None:
        """Load a file at a width in CSS pixels, in light or dark, with or without JavaScript."""
        self._call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=900,
            deviceScaleFactor=1,
            mobile=width < 500,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._call("Emulation.setEmulatedMedia", media="screen", features=[scheme])
        self._call("Emulation.setScriptExecutionDisabled", value=not script)
        self.events.clear()
        self._call("Page.navigate", url=path.as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())

    def ask(self, expression: str) -> Any:
        """The value of an expression of JavaScript, awaited."""
        told = self._call(
            "Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told["exceptionDetails"]
        return told["result"].get("value")

    def requests(self) -> list[str]:
        """What the page asked for since it was opened, itself included."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def picture(self, *, whole: bool = True) -> bytes:
        """The page as a PNG."""
        told = self._call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(told["data"])

    def whole_picture(self, width: int) -> bytes:
        """The page from top to end as a PNG."""
        height = self.ask("document.documentElement.scrollHeight")
        clip = {"x": 0, "y": 0, "width": width, "height": min(height, 16000), "scale": 1}
        told = self._call(
            "Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip
        )
        return base64.b64decode(told["data"])

    def pdf(self) -> bytes:
        """The page as it prints, on the paper that its style sheet asks for."""
        self._call("Emulation.setEmulatedMedia", media="print", features=[])
        told = self._call(
            "Page.printToPDF",
            preferCSSPageSize=True,
            printBackground=False,
            displayHeaderFooter=False,
        )
        return base64.b64decode(told["data"])

    def faults(self) -> list[str]:
        """What axe finds that is serious or critical, one line each."""
        self.ask(AXE.read_text("utf-8") + ";0")
        found = self.ask(
            "axe.run(document,{resultTypes:['violations']}).then(r=>r.violations"
            ".filter(v=>['serious','critical'].includes(v.impact))"
            ".map(v=>v.id+': '+v.nodes.length+' × '+v.nodes.slice(0,3).map(n=>n.html.slice(0,120)+' '+n.any.map(a=>a.message).join('; ')).join(' | ')))"
        )
        return list(found or [])
