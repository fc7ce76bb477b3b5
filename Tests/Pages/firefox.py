"""Headless Firefox over WebDriver BiDi: what it prints, which is what a browser without page margin
boxes prints."""

import base64
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

import websocket

PROGRAM = shutil.which("firefox-esr") or "firefox-esr"
# In centimetres, as BiDi takes them: letter.
LETTER = {"width": 21.59, "height": 27.94}


class Firefox:
    """A browser process; leave it with `close`."""

    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix="appraise-firefox-")
        # Firefox looks for a profile below the home directory before it takes the one that it is given.
        self.process = subprocess.Popen(
            [PROGRAM, "--headless", "--no-remote", "--profile", self.profile,
             "--remote-debugging-port", "0", "about:blank"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            address = self.address()
            self.socket = websocket.create_connection(
                f"{address}/session", timeout=120, suppress_origin=True)
            self.commands = 0
            self.command("session.new", capabilities={})
            self.context = self.command("browsingContext.getTree")["contexts"][0]["context"]
        except BaseException:
            self.end()
            raise

    def address(self):
        """Where Firefox says that it listens."""
        for line in self.process.stderr:
            if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
                return found[1]
        raise RuntimeError("Firefox ended before it listened")

    def close(self):
        try:
            self.command("browser.close")
            self.socket.close()
        finally:
            self.end()

    def end(self):
        if self.process.poll() is None:
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stderr.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def command(self, method, **parameters):
        self.commands += 1
        number = self.commands
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        # Events have no id.
        while (answer := json.loads(self.socket.recv())).get("id") != number:
            pass
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def print(self, page, pdf, is_upright=False):
        """Prints a page into a file; the page itself says how the paper lies."""
        self.command(
            "browsingContext.navigate", context=self.context, url=pathlib.Path(page).as_uri(),
            wait="complete")
        printed = self.command(
            "browsingContext.print", context=self.context, page=LETTER,
            orientation="portrait" if is_upright else "landscape")
        pathlib.Path(pdf).write_bytes(base64.b64decode(printed["data"]))
