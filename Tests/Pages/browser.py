"""Headless Chromium: what it makes of a page on screen, on paper and for assistive technology."""

import base64
import concurrent.futures
import functools
import json
import os
import pathlib
import queue
import subprocess
import urllib.parse

from axe_playwright_python.base import AXE_SCRIPT
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FACTS = (pathlib.Path(__file__).parent / "facts.js").read_text()
WIDE, NARROW = 1280, 400
# So wide that no table has to be scrolled: axe does not look at what is scrolled away.
FULL = 2000

# The rules of WCAG 2.2 A and AA, of Section 508, and what axe holds for good practice; colours are
# the only thing that the scheme changes. Of rows that are alike the first are enough: axe takes
# minutes over hundreds of them.
AXE = """
const [rules, rows, done] = arguments;
for (const details of document.querySelectorAll("details")) details.open = true;
for (const parent of new Set(
  [...document.querySelectorAll("tbody > tr, article")].map((part) => part.parentElement))) {
  const alike = [...parent.children].filter((part) => part.matches("tr, article"));
  for (const part of alike.slice(rows)) part.remove();
}
// A chart lies on the page, which axe cannot see.
const luminance = (colour) => {
  const [red, green, blue] = colour.match(/[\\d.]+/g).map((part) => part / 255)
    .map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};
const paper = luminance(getComputedStyle(document.body).backgroundColor);
const faint = [...document.querySelectorAll("svg text")].filter((text) => {
  const ink = luminance(getComputedStyle(text).fill);
  return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05) < 4.5;
});
const told = ({ id, help, nodes }) => (
  { id, help, nodes: nodes.map((node) => node.html.slice(0, 200)) });
// What axe could not tell is not what is right, but for texts that are too short for it.
const open = ({ nodes, ...rest }) => ({
  ...rest,
  help: rest.help + " (axe could not tell)",
  nodes: nodes.filter(({ html, any }) => !html.startsWith("<text")
    && !any.some(({ data }) => ["shortTextContent", "nonBmp"].includes(data?.messageKey))),
});
axe.run(document, { resultTypes: ["violations", "incomplete"], runOnly: rules }).then(
  ({ violations, incomplete }) => done([
    ...violations.map(told),
    ...incomplete.map(open).filter(({ nodes }) => nodes.length > 0).map(told),
    ...faint.map((text) => (
      { id: "color-contrast", help: "Text of a chart is too faint", nodes: [text.outerHTML] })),
  ]),
  (error) => done([{ id: "axe", help: String(error), nodes: [""] }]));
"""
AXE_RULES = {
    "light": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "section508", "best-practice"],
    "dark": {"type": "rule", "values": ["color-contrast"]},
}
AXE_ROWS = 4


class Browser:
    """A browser process; leave it with `close`."""

    def __init__(self):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        # Root has no sandbox; the pages are files of our own.
        for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.driver.set_script_timeout(120)

    def close(self):
        self.driver.quit()

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def show(self, path, width=WIDE, scheme="light"):
        """Loads a file, so wide, in light or dark mode."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
            mobile=False)
        self.command(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.driver.get(path.as_uri())


class Browsers:
    """A browser for each processor, at work side by side; leave them with `close`."""

    def __init__(self):
        self.count = min(4, os.cpu_count() or 1)
        self.free = queue.SimpleQueue()
        for _ in range(self.count):
            self.free.put(Browser())

    def close(self):
        for _ in range(self.count):
            self.free.get().close()

    def map(self, look, items):
        """What `look(browser, item)` gives for each item, in their order."""
        def task(item):
            browser = self.free.get()
            try:
                return look(browser, item)
            finally:
                self.free.put(browser)
        with concurrent.futures.ThreadPoolExecutor(self.count) as pool:
            return list(pool.map(task, items))


class Page:
    """One page. What is asked of it is looked at once, when it is asked for."""

    def __init__(self, browser, path, name):
        self.browser = browser
        self.path = path
        self.name = name

    def __str__(self):
        return self.name

    @functools.cached_property
    def first_look(self):
        """What the page shows, what it said on the console, and what it asked for."""
        browser = self.browser
        browser.driver.get("about:blank")
        for log in ("browser", "performance"):
            browser.driver.get_log(log)
        browser.show(self.path)
        facts = browser.driver.execute_script(FACTS)
        console = [
            entry["message"] for entry in browser.driver.get_log("browser")
            if entry["level"] in ("WARNING", "SEVERE")
        ]
        messages = [json.loads(entry["message"])["message"]
                    for entry in browser.driver.get_log("performance")]
        requests = [
            urllib.parse.unquote(message["params"]["request"]["url"]) for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]
        return facts, console, requests

    @property
    def facts(self):
        return self.first_look[0]

    def table(self, identity):
        """The table of an id, or of a class after a dot; `None` where there is not exactly one."""
        found = [
            table for table in self.facts["tables"]
            if table["id"] == identity or "." + table["className"] == identity]
        return found[0] if len(found) == 1 else None

    @functools.cached_property
    def layouts(self):
        """By width: what the document measures, and what its charts do."""
        layouts = {}
        for width in (WIDE, NARROW):
            self.browser.show(self.path, width)
            layouts[width] = self.browser.driver.execute_script(
                "const { scrollWidth, clientWidth } = document.documentElement;"
                "const { charts } = (() => {" + FACTS + "})();"
                "return { scrollWidth, clientWidth, charts };")
        return layouts

    @functools.cached_property
    def violations(self):
        """By colour scheme: what axe objects to."""
        found = {}
        for scheme, rules in AXE_RULES.items():
            self.browser.show(self.path, FULL, scheme)
            self.browser.driver.execute_script(AXE_SCRIPT)
            found[scheme] = self.browser.driver.execute_async_script(AXE, rules, AXE_ROWS)
        return found

    @functools.cached_property
    def sheets(self):
        """The text of every sheet of paper, in the order in which it was drawn."""
        self.browser.show(self.path)
        pdf = self.browser.command("Page.printToPDF", preferCSSPageSize=True)
        path = self.path.with_suffix(".pdf")
        path.write_bytes(base64.b64decode(pdf["data"]))
        text = subprocess.run(
            ["pdftotext", "-raw", path, "-"], check=True, capture_output=True, text=True).stdout
        return text.split("\f")[:-1]
