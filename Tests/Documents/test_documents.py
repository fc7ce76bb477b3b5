"""Where the documents lead, as Markdown and as a site; `make test-docs`."""

import functools
import http.server
import json
import os
import re
import threading
import unittest
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

import markdown

SITE = Path(os.environ["SITE"])
CATALOG = "Sources/Appraisal/Appraisal.docc"
LANDING = "/documentation/appraisal"
CLICKS = 3

# What readers come for, the guide that shows it, and the command or words that do it.
WANTED = {
    "see a first run": ("FirstRun", "appraise run --plans"),
    "fix what was found": ("Findings", "fix"),
    "print a roster": ("Pages", "Print from the browser"),
    "take a board's sheet back": ("Cycle", "--returned"),
    "prove that a run is what was published": ("Runs", "appraise verify RUN"),
    "load results into a warehouse or notebook": ("Loading", "COPY"),
}


def plain(text):
    """A text as it is in the source; a page of the site has apostrophes that are bent."""
    return text.replace("\u2019", "'")


def distances(first, linked):
    """The pages that can be reached from a page, each with the clicks that it takes."""
    found, ring = {first: 0}, [first]
    while ring:
        following = []
        for page in ring:
            for aim in linked(page):
                if aim not in found:
                    found[aim] = found[page] + 1
                    following.append(aim)
        ring = following
    return found


class Markdown(unittest.TestCase):
    """From the README, where links are followed as they stand."""

    def test_what_readers_come_for_is_near(self):
        def linked(document):
            if not document.endswith(".md"):
                return []
            return [aim for _, aim, _ in markdown.links(document) if (markdown.REPOSITORY / aim).exists()]

        clicks = distances("README.md", linked)
        for wanted, (guide, _) in WANTED.items():
            self.assertLessEqual(clicks.get(f"{CATALOG}/{guide}.md", 99), CLICKS, wanted)

    def test_first_page_says_where(self):
        rows = dict(markdown.rows("README.md"))
        for wanted, (guide, shown) in WANTED.items():
            with self.subTest(wanted):
                words, target = markdown.LINK.search(rows[wanted]).groups()
                path, _, fragment = target.partition("#")
                self.assertEqual(path, f"{CATALOG}/{guide}.md")
                title = markdown.text(path).split("\n")[0].lstrip("# ")
                self.assertTrue(words.startswith(title.split(",")[0]), f"{words} is not {title}")
                self.assertIn(shown, markdown.section(path, fragment))

    def test_readme_and_site_begin_alike(self):
        self.assertEqual([wanted for wanted, _ in markdown.rows("README.md")],
                         [wanted for wanted, _ in markdown.rows(f"{CATALOG}/Appraisal.md")])

    def test_links_lead_somewhere(self):
        documents = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md", "bench/README.md"]
        documents += [str(path.relative_to(markdown.REPOSITORY))
                      for path in (markdown.REPOSITORY / "fixtures").glob("*/README.md")]
        for document in documents:
            for words, aim, fragment in markdown.links(document):
                with self.subTest(f"{document}: {words}"):
                    self.assertTrue((markdown.REPOSITORY / aim).exists(), aim)
                    if fragment and aim.endswith(".md"):
                        self.assertTrue(markdown.section(aim, fragment), f"{aim}#{fragment}")


class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


class Site(unittest.TestCase):
    """The site in Chromium."""

    @classmethod
    def setUpClass(cls):
        cls.server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Handler, directory=SITE))
        threading.Thread(target=cls.server.serve_forever, daemon=True).start()
        cls.address = f"http://127.0.0.1:{cls.server.server_port}"
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for option in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]:
            options.add_argument(option)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        cls.browser = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))

    @classmethod
    def tearDownClass(cls):
        cls.browser.quit()
        cls.server.shutdown()

    def widen(self, width):
        self.browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False})

    def opened(self, path):
        self.widen(1280)
        self.browser.get(self.address + path)
        self.shown()

    def shown(self):
        """The heading of the page that is there, once it is."""
        WebDriverWait(self.browser, 20).until(
            lambda browser: browser.find_elements(By.CSS_SELECTOR, "main h1"))
        return plain(self.browser.find_element(By.CSS_SELECTOR, "main h1").text)

    @staticmethod
    def guides():
        """The paths of the guides, and what the site knows of them."""
        for path in sorted((SITE / "data/documentation/appraisal").glob("*.json")):
            page = json.loads(path.read_text())
            if page["metadata"].get("role") == "article":
                yield f"{LANDING}/{path.stem}", page

    def linked(self, path):
        """Where the links of a page lead, without a browser."""
        file = SITE / f"data{path}.json"
        if not file.exists():
            return []
        page = json.loads(file.read_text())
        used = re.findall(r'"identifier": ?"(doc:[^"#]+)', json.dumps(page.get("primaryContentSections", [])))
        for part in page.get("topicSections", []):
            used += part["identifiers"]
        return [page["references"][one]["url"].split("#")[0] for one in used if one in page["references"]]

    def test_what_readers_come_for_is_near(self):
        clicks = distances(LANDING, self.linked)
        for wanted, (guide, _) in WANTED.items():
            self.assertLessEqual(clicks.get(f"{LANDING}/{guide.lower()}", 99), CLICKS, wanted)

    def test_begins_at_the_documentation(self):
        self.opened("/")
        self.assertIn(LANDING, self.browser.current_url)
        self.assertEqual(self.shown(), "Appraisal")

    def test_one_click_from_the_first_page(self):
        for wanted, (guide, shown) in WANTED.items():
            with self.subTest(wanted):
                self.opened(LANDING)
                row = next(row for row in self.browser.find_elements(By.CSS_SELECTOR, "main table tr")
                           if plain(row.text).startswith(wanted))
                link = row.find_element(By.CSS_SELECTOR, "a")
                path = link.get_attribute("href").removeprefix(self.address).split("#")[0]
                self.browser.execute_script("arguments[0].click()", link)
                WebDriverWait(self.browser, 20).until(lambda browser: path in browser.current_url)
                self.assertEqual(path.rstrip("/"), f"{LANDING}/{guide.lower()}")
                title = markdown.text(f"{CATALOG}/{guide}.md").split("\n")[0].lstrip("# ")
                WebDriverWait(self.browser, 20).until(lambda browser: self.shown() == title)
                self.assertIn(shown, self.browser.find_element(By.CSS_SELECTOR, "main").text)

    def test_every_guide_is_shown(self):
        """Nothing is missing or thrown, and nothing is wider than the window, wide or narrow."""
        guides = list(self.guides())
        self.assertGreater(len(guides), 15)
        for path, page in guides:
            with self.subTest(path):
                self.opened(path)
                self.assertEqual(self.shown(), plain(page["metadata"]["title"]))
                for width in [1280, 400]:
                    self.widen(width)
                    wide = self.browser.execute_script("return document.documentElement.scrollWidth")
                    self.assertLessEqual(wide, width)
                said = [entry["message"] for entry in self.browser.get_log("browser")
                        if entry["level"] == "SEVERE"]
                self.assertEqual(said, [])

    def test_pictures_are_there(self):
        self.opened(f"{LANDING}/pages")
        pictures = self.browser.find_elements(By.CSS_SELECTOR, "main img")
        self.assertGreaterEqual(len(pictures), 2)
        for picture in pictures:
            # It is fetched once it is near.
            self.browser.execute_script("arguments[0].scrollIntoView()", picture)
            WebDriverWait(self.browser, 20).until(
                lambda browser: browser.execute_script("return arguments[0].naturalWidth", picture) > 0)


if __name__ == "__main__":
    unittest.main()
