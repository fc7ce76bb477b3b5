"""Headless Chromium, with Firefox for paper: what they make of a page on screen, on paper and for assistive technology."""

import atexit
import base64
import concurrent.futures
import functools
import json
import os
import pathlib
import queue
import re
import subprocess
import tempfile
import urllib.parse

from axe_playwright_python.base import AXE_SCRIPT
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from firefox import Firefox

FACTS = (pathlib.Path(__file__).parent / "facts.js").read_text()
WIDE, NARROW = 1280, 400
# Letter landscape between its margins, and a scroll bar.
PAPER = 975
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
    "forced": {"type": "rule", "values": ["color-contrast"]},
}
AXE_ROWS = 4

# The heads of rosters: where their texts are, and in how many pieces each word.
HEADS = r"""
const shown = (element) => element.getClientRects().length > 0;
return [...document.querySelectorAll(".roster > thead th")].filter(shown).map((head) => {
  const words = [];
  const walker = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let box = null;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!shown(node.parentElement)) continue;
    for (const word of node.data.matchAll(/[^\s\u00ad]+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const { left, right, top, bottom } = range.getBoundingClientRect();
      box = box === null ? { left, right, top, bottom } : {
        left: Math.min(left, box.left), right: Math.max(right, box.right),
        top: Math.min(top, box.top), bottom: Math.max(bottom, box.bottom) };
      const pieces = range.getClientRects().length;
      // A hyphen that is shown before the first letter counts as a piece of it.
      range.setEnd(node, word.index + 1);
      words.push({ text: word[0], pieces: pieces - range.getClientRects().length + 1 });
    }
  }
  const frame = head.closest("table").getBoundingClientRect();
  const own = head.getBoundingClientRect();
  return {
    text: head.textContent, table: head.closest("table").id, words, box,
    cut: box.top < frame.top - 1 || box.right > frame.right + 1 || box.left < frame.left - 1
      || box.bottom > own.bottom + 1 || box.right > own.right + 1 || box.left < own.left - 1,
  };
});
"""
# The columns of the board, in inches.
ROOM = """
const remarks = document.querySelector("#rated > thead .remarks");
if (!remarks) return null;
const rows = [...document.querySelectorAll("#rated > tbody > tr:not(.group, .derivation)")];
const inches = (pixels) => pixels / 96;
return {
  width: inches(remarks.getBoundingClientRect().width),
  cells: inches(Math.max(...rows.map((row) => row.lastElementChild.getBoundingClientRect().width))),
  height: inches(Math.min(...rows.map((row) => row.getBoundingClientRect().height))),
};
"""
# Rows at the beginning, in the middle and at the end of the longest table.
ROWS = """
const tables = [...document.querySelectorAll(".roster")].sort((a, b) => b.rows.length - a.rows.length);
const table = tables[0];
const rows = [...table.querySelectorAll(":scope > tbody > tr:not(.group, .derivation)")];
const places = [...new Set([0, rows.length >> 1, rows.length - 1])];
"""
SCROLLED_DOWN = ROWS + """
const head = table.querySelector("thead th");
const banner = () => document.querySelector(".marking.top")?.getBoundingClientRect().bottom ?? 0;
return places.filter((place) => place > 0).map((row) => {
  // The row comes to stand some way below the heads, and the table begins above.
  window.scrollTo(0, rows[row].getBoundingClientRect().top + window.scrollY - 300);
  const isAbove = table.getBoundingClientRect().top < banner()
    && table.getBoundingClientRect().bottom > banner() + 200;
  return { row, isAbove, head: head.getBoundingClientRect().top, banner: banner() };
}).filter(({ isAbove }) => isAbove);
"""
SCROLLED_ASIDE = ROWS + """
const frame = table.parentElement;
frame.scrollLeft = 300;
return places.map((row) => ({
  row, name: rows[row].querySelector("th").getBoundingClientRect().left,
  frame: frame.getBoundingClientRect().left,
}));
"""
UNFOLDED = """
const how = document.querySelector("td > details:not(.more)");
if (!how) return null;
const row = how.closest("tr");
const places = () => [...row.cells].map((cell) => Math.round(cell.getBoundingClientRect().left));
const derivation = row.nextElementSibling;
const isShown = () => derivation.getClientRects().length > 0;
const [before, first] = [places(), isShown()];
how.querySelector("summary").click();
return {
  before, after: places(), shown: [first, isShown()],
  width: derivation.getBoundingClientRect().width,
  table: row.closest("table").getBoundingClientRect().width,
};
"""
UNFOLD_FIGURES = "for (const part of document.querySelectorAll('figure details')) part.open = true;"
BARS = """
const bars = [...document.querySelectorAll("#boards .spark")];
return {
  bars: bars.map((bar) => {
    const { right, width } = bar.getBoundingClientRect();
    return { right, width, frame: bar.closest(".scroll").getBoundingClientRect().right };
  }),
  pieces: bars.flatMap((bar) => [...bar.querySelectorAll("path")]).map((path) => {
    const { fill, stroke, strokeWidth } = getComputedStyle(path);
    return { level: path.getAttribute("class"), fill, stroke, width: strokeWidth };
  }),
};
"""


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
        # The page that is shown, as it was loaded.
        self.shown = None

    @functools.cached_property
    def firefox(self):
        """Firefox, which prints; started when it is first asked for."""
        return Firefox()

    def close(self):
        self.driver.quit()
        if "firefox" in self.__dict__:
            self.firefox.close()

    def command(self, name, **parameters):
        return self.driver.execute_cdp_cmd(name, parameters)

    def show(self, page, width=WIDE, scheme="light", medium="screen"):
        """Shows a page, so wide, in light or dark mode or in colours that the user forces, on screen or as on
        paper. It is loaded where another was shown, or where it is no longer as it was loaded."""
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1,
            mobile=False)
        self.command(
            "Emulation.setEmulatedMedia", media=medium,
            features=[
                {"name": "prefers-color-scheme", "value": "dark" if scheme == "dark" else "light"},
                {"name": "forced-colors", "value": "active" if scheme == "forced" else "none"}])
        if self.shown is not page:
            self.driver.get(page.path.as_uri())
            self.shown = page

    def change(self):
        """Says that the page that is shown is no longer as it was loaded."""
        self.shown = None


class Browsers:
    """A browser for each processor, at work side by side; leave them with `close`."""

    def __init__(self):
        self.count = min(4, os.cpu_count() or 1)
        self.free = queue.SimpleQueue()
        for _ in range(self.count):
            self.free.put(Browser())

    @staticmethod
    @functools.cache
    def of_all_tests():
        """Those that all tests share; they are left at the end."""
        browsers = Browsers()
        atexit.register(browsers.close)
        return browsers

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

    def __init__(self, browser, path, name, papers=("Chromium", "Firefox")):
        self.browser = browser
        self.path = path
        self.name = name
        # The browsers that print it.
        self.papers = papers

    def __str__(self):
        return self.name

    @functools.cached_property
    def first_look(self):
        """What the page said on the console when it was loaded, and what it asked for."""
        browser = self.browser
        browser.change()
        browser.driver.get("about:blank")
        for log in ("browser", "performance"):
            browser.driver.get_log(log)
        browser.show(self)
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
        return console, requests

    @functools.cached_property
    def facts(self):
        """What the page shows, by name; each fact is read when it is asked for."""
        return Facts(self)

    def table(self, identity):
        """The table of an id, or of a class after a dot; `None` where there is not exactly one."""
        found = [
            table for table in self.facts["tables"]
            if table["id"] == identity or "." + table["className"] == identity]
        return found[0] if len(found) == 1 else None

    def scripted(self, script, width=WIDE, medium="screen", changes=False):
        """What a script gives, in a medium, so wide; `changes` where it leaves the page another."""
        self.browser.show(self, width, medium=medium)
        try:
            return self.browser.driver.execute_script(script)
        finally:
            if changes:
                self.browser.change()

    @functools.cached_property
    def layouts(self):
        """By width: what the document measures, and what its charts do; where it is narrow, with the tables of
        the charts unfolded."""
        self.scripted(UNFOLD_FIGURES, NARROW, changes=True)
        narrow = self.browser.driver.execute_script(FACTS, ["size", "charts"])
        return {
            width: facts["size"] | {"charts": facts["charts"]}
            for width, facts in ((WIDE, self.facts), (NARROW, narrow))}

    @functools.cached_property
    def violations(self):
        """By colour scheme: what axe objects to. What it is not to see is taken out of the page first."""
        found = {}
        try:
            for scheme, rules in AXE_RULES.items():
                self.browser.show(self, FULL, scheme)
                if not found:
                    self.browser.driver.execute_script(AXE_SCRIPT)
                found[scheme] = self.browser.driver.execute_async_script(AXE, rules, AXE_ROWS)
        finally:
            self.browser.change()
        return found

    @functools.cached_property
    def heads(self):
        """By medium what stands above the columns of rosters."""
        return {
            "on screen": self.scripted(HEADS), "on paper": self.scripted(HEADS, PAPER, "print")}

    @functools.cached_property
    def room(self):
        """What the board has to write in, on paper and on screen; `None` where nobody is rated."""
        return self.scripted(ROOM, PAPER, "print"), self.scripted(ROOM)

    @functools.cached_property
    def scrolled(self):
        """Where the heads and the names are after scrolling."""
        return {
            "wide": self.scripted(SCROLLED_DOWN, changes=True),
            "narrow": self.scripted(SCROLLED_ASIDE, NARROW, changes=True)}

    @functools.cached_property
    def unfolded(self):
        """The first derivation before and after it is unfolded; `None` where there is none."""
        return self.scripted(UNFOLDED, changes=True)

    @functools.cached_property
    def bars(self):
        """By width the small bars of the boards."""
        return {width: self.scripted(BARS, width) for width in (WIDE, 768, 640, NARROW)}

    @functools.cached_property
    def prints(self):
        """By browser the sheets of paper."""
        prints = {}
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "page.pdf"
            if "Chromium" in self.papers:
                self.browser.show(self, medium="")
                pdf = self.browser.command("Page.printToPDF", preferCSSPageSize=True)
                path.write_bytes(base64.b64decode(pdf["data"]))
                prints["Chromium"] = sheets_of(path, True)
            if "Firefox" in self.papers:
                self.browser.firefox.print(self.path, path)
                prints["Firefox"] = sheets_of(path, False)
        return prints


class Facts(dict):
    """What a page shows, by name, as it was loaded and so wide as most screens."""

    def __init__(self, page):
        super().__init__()
        self.page = page

    def __missing__(self, name):
        self.page.browser.show(self.page)
        self |= self.page.browser.driver.execute_script(FACTS, [name])
        return self[name]


class Sheet:
    """A sheet of paper: its text in the order in which it was drawn, its lines from top to bottom, and
    the smallest letters on it in points."""

    def __init__(self, drawn, lines, smallest, has_numbers):
        self.text = drawn
        self.lines = lines
        self.smallest = smallest
        self.has_numbers = has_numbers


# What pdftotext puts around text that runs from right to left.
DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")


def sheets_of(path, has_numbers):
    """The sheets of a PDF."""
    def told(*options):
        return subprocess.run(
            ["pdftotext", *options, path, "-"], check=True, capture_output=True,
            text=True, errors="replace").stdout
    drawn = told("-raw").split("\f")[:-1]
    lines = [
        [re.sub(r"\s+", " ", line).strip() for line in DIRECTION.sub("", sheet).splitlines()
         if line.strip()]
        for sheet in told("-layout").split("\f")[:-1]]
    sizes = letter_sizes(path)
    return [Sheet(*sheet, has_numbers) for sheet in zip(drawn, lines, sizes)]


# The size of the letters before the codes of the inputs, which every sheet has, in points.
KNOWN = ("inputs", 8)


def letter_sizes(path):
    """By sheet the smallest size of letters in points, measured by the boxes of the words; other fonts have
    other boxes, so that only letters and digits of ASCII count, and of a few nobody can tell which way they
    lie."""
    told = subprocess.run(
        ["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True,
        errors="replace").stdout
    word = re.compile(
        r'<word xMin="([0-9.]+)" yMin="([0-9.]+)" xMax="([0-9.]+)" yMax="([0-9.]+)">([A-Za-z0-9.,-]{4,})</word>')
    sizes = []
    for sheet in told.split("<page ")[1:]:
        heights, known = [], None
        for left, top, right, bottom, letters in word.findall(sheet):
            width, height = float(right) - float(left), float(bottom) - float(top)
            # A head that is written upright lies on its side.
            size = width if height > 1.5 * width else height
            heights.append(size)
            if letters == KNOWN[0] and known is None:
                known = size
        sizes.append(round(min(heights) / known * KNOWN[1], 2) if known else 0)
    return sizes
