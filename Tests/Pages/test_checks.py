"""A check that cannot fail is none: each is given pages that are wrong in its own way."""

import re
import shutil
import unittest
from dataclasses import dataclass

import agencies
import checks
from browser import Browsers, Page

POLICY = r"<meta http-equiv=Content-Security-Policy[^>]*>"
LAX = (POLICY, "")
HEADING = r"<h1>"
IN_RATED = r"(<table id=rated.*?<tbody>.*?)"


def styled(rules):
    """Another style, in a page whose policy does not forbid it."""
    return [LAX, ("</head>", f"<style>{rules}</style></head>")]


@dataclass
class Broken:
    """A way to break a page: patterns with what takes their place, once each, and what the check
    has to say of it."""

    check: str
    edits: list
    says: str
    page: str = "roster"


BROKEN = [
    # Something became an element, an attribute or a link.
    Broken("markup", [(HEADING, "<script>1</script><h1>")], "an element 'script'"),
    Broken("markup", [(HEADING, "<h1><img src=x onerror=alert(1)>")], "an element 'img'"),
    Broken("markup", [(HEADING, "<h1 onclick=alert(1)>")], "an attribute 'onclick' of 'h1'"),
    Broken("markup", [(HEADING, "<h1 style=color:red>")], "an attribute 'style' of 'h1'"),
    Broken("markup", [("href=../index.html", "href=javascript:alert(1)")],
           "a link to 'javascript:alert(1)'"),
    Broken("markup", [LAX], "not one strict Content-Security-Policy"),
    Broken("markup", [("default-src 'none'", "default-src 'none' 'unsafe-inline'")],
           "not one strict Content-Security-Policy"),
    # It speaks, or asks for something.
    Broken("console and network", [LAX, (HEADING, "<script>console.warn('boo')</script><h1>")],
           "boo"),
    Broken("console and network", [(HEADING, "<h1 style=color:red>")], "the console says"),
    Broken("console and network", [LAX, (HEADING, "<img src=http://127.0.0.1:9/x.png alt=x><h1>")],
           "asked for 'http://127.0.0.1:9/x.png'"),
    Broken("console and network", styled("h1{background:url(index.csv)}"), "asked for 'file://"),
    # Tables without what makes them tables.
    Broken("tables", [(r"<caption[^>]*>Rated.*?</caption>", "")], "no caption"),
    Broken("tables", [(r"<th scope=col(?=[^>]* data-columns=\"appointment)", "<th")], "scopes"),
    Broken("tables", [(IN_RATED + "<th scope=row>", r"\1<td>")], "heads: expected 1, found 0"),
    # A roster that is not that of the CSV file.
    Broken("roster", [(HEADING, "<h1>The ")], "heading"),
    Broken("roster", [(IN_RATED + "Cabrera, Julia N.", r"\1Cabrera, Julia M.")],
           "table rated, row 1, name executive_id: expected ['Cabrera, Julia N.', 'ES-0000018'], "
           "found ['Cabrera, Julia M.', 'ES-0000018']"),
    Broken("roster", [(IN_RATED + "25%", r"\g<1>24%")],
           "row 1, leading_change_rating leading_change_weight: expected ['5', '25%']"),
    Broken("roster", [(IN_RATED + "</span>500</summary>", r"\g<1></span>499</summary>")],
           "row 1, summary_score: expected ['500'], found ['499']"),
    Broken("roster", [(IN_RATED + "<small>Outstanding", r"\1<small>outstanding")], "row 1, initial"),
    Broken("roster", [(IN_RATED + r"<tr><th scope=row><b>1</b>.*?(?=<tr>)", r"\1")],
           "table rated: rows: expected 40, found 39"),
    Broken("roster", [(IN_RATED + r"(<tr><th scope=row><b>1</b>.*?)(?=<tr>)", r"\1\2\2")],
           "rows of all tables: expected 41, found 42"),
    Broken("roster", [(IN_RATED + r"(<tr>.*?)(<tr>.*?)(?=<tr>)", r"\1\3\2")], "row 1, name"),
    Broken("roster", [("<table id=rejected", "<table id=gone")],
           "executives in table rejected: expected 1, found 0"),
    Broken("roster", [('data-columns="appointment ', 'data-columns="')],
           "table rated: no column shows appointment"),
    Broken("roster", [(r"weights-do-not-total-100", "weights")], "table rejected, row 1, remarks"),
    # Charts and distribution that are not those of the index.
    Broken("charts", [(r"(<table class=distribution.*?<td>)23", r"\g<1>24")],
           "row 1, count: expected ['23'], found ['24']"),
    Broken("charts", [(r"(<table class=distribution.*?)57\.5%", r"\g<1>57.6%")], "row 1, percent"),
    Broken("charts", [(r"(<table class=distribution.*?)63\.0%", r"\g<1>63.1%")],
           "row 1, agency_percent"),
    Broken("charts", [("<table class=distribution", "<table class=other")], "found none"),
    Broken("charts", [(r"(?s)(<table class=distribution.*?<tbody>)\s*<tr>.*?(?=<tr>)", r"\g<1>")],
           "levels: expected 5, found 4"),
    Broken("charts", [(r"(<rect class=bar [^>]*width=)2300", r"\g<1>2200")],
           "Level 5: bar: expected 2300, found 2200"),
    Broken("charts", [(r"(<path class=mark d=\"M)2521", r"\g<1>2520")], "Level 5: mark"),
    Broken("charts", [(r"(<text[^>]*>)23 · ", r"\g<1>32 · ")], "Level 5: expected the text"),
    Broken("charts", [("Level 5, 23;", "Level 5, 32;")], "Level 5: not told"),
    Broken("charts", [(r"(<path class=dots[^>]*?)M2439 \d+v-1", r"\1")], "dots: expected 40"),
    Broken("charts", [(r"(<path class=dots[^>]*?)M2439 ", r"\1M2300 ")], "score 345.0: expected at"),
    Broken("charts", [(r"(<path class=dots stroke-width=)\d+", r"\g<1>62")], "dots 62 wide are"),
    Broken("charts", [("Each dot is an executive. Lowest", "Lowest")], "does not say what a dot is"),
    Broken("charts", [(">Summary score<", "><")], "no title 'Summary score' of an axis"),
    Broken("charts", [("of 40 rated</h3>", "</h3>")], "the base is not named in"),
    Broken("charts", [("<caption>Initial summary ratings of 40 rated", "<caption>Ratings")],
           "the base is not named in 'Ratings'"),
    Broken("charts", [("1 of 41 is not in this picture", "")], "tells who is missing"),
    Broken("charts", [(" and may not add to 100", "")], "tells that percents are rounded"),
    Broken("charts", [(r"(<path class=mark d=\"M\d+ )\d+", r"\g<1>250")], "the mark lies on the bar"),
    Broken("charts", [(r"(<rect class=bar [^>]*width=)0", r"\g<1>9")], "bar: expected 0, found 9"),
    Broken("charts", [(r"(<table class=elements.*?<td>)4\.", r"\g<1>3.")], "table of the elements, row 1, mean"),
    Broken("charts", [(r"(<table class=elements.*?<td>.*?<td>)4\.", r"\g<1>3.")], "row 1, agency_mean"),
    Broken("charts", [("<table class=elements", "<table class=other")], "no table of the elements"),
    # The scores of many, and those at Level 1 by the override.
    Broken("charts", [(r"(<path class=columns d=\"M\d+ \d+v-)\d+(h\d+v)\d+", r"\g<1>700\g<2>700")],
           "dots: expected", "crowd"),
    Broken("charts", [("<figcaption>Each bar is 5 points wide", "<figcaption>Each bar is wide")], "does not say what a bar is",
           "crowd"),
    Broken("charts", [(r"<path class=grid", "<path class=other")], "with numbers", "crowd"),
    Broken("charts", [(r">1 \(override\)<", "><")], "no row '1 (override)'", "crowd"),
    Broken("charts", [(r"(<path class=crosses d=\")M[^M]*", r"\1")],
           "crosses of the override: expected 40, found 39", "crowd"),
    Broken("charts", [(r"by override, score", "by it, score")], "in the description", "crowd"),
    Broken("charts", [("from 310 to 500", "from 311 to 500")], "expected 'from 310 to 500"),
    # Rows that one cannot work with.
    Broken("roster", [("<tr><th scope=row><b>2</b>", "<tr><th scope=row><b>3</b>")], "numbers of the rows"),
    Broken("roster", [("<span>15 executives</span>", "<span>14 executives</span>")],
           "groups of table rated"),
    Broken("roster", [(r"<tr class=derivation>.*?(?=<tr>)", "")], "derivations: expected 40, found 39"),
    Broken("roster", [(r"(<tr class=derivation>.*?× \d+% = )\d+", r"\g<1>1")], "derivation 1: sum"),
    Broken("roster", [("Derivation of Cabrera", "Derivation of Somebody")], "derivation 1: named"),
    Broken("stops", [(r"<span class=vh>[^<]*</span>", "")], "a derivation is called '500'"),
    Broken("stops", [('<a class=skip href="#after">Skip the table</a>', "")], "no way past the table"),
    Broken("stops", [(r">Roster as CSV<", "><")], "a stop without a name"),
    Broken("links", [("<div id=after>", "<div>")], "the link #after leads nowhere"),
    Broken("names", [(r"(<section class=names>.*?<b>)\d+", r"\g<1>1")], "numbers of the names"),
    Broken("names", [(r"(<section class=names>.*?</b>.*?</b>)(<li>.*?</b>)(<li>.*?</b>)", r"\1\3\2")],
           "order of the names"),
    Broken("names", [(r"<section class=names>.*?</section>", "")], "expected 41, found 0"),
    Broken("heads", styled(".roster thead th{overflow-wrap:anywhere!important}"
                           ".element{width:2.2%!important}"), "is broken"),
    Broken("heads", styled(".element span{white-space:nowrap;font-size:30px}"), "lie on each other"),
    Broken("heads", styled(".element span{position:relative;top:30px}"), "is cut"),
    Broken("room", styled("@media print{.roster .remarks{width:8%}}"), "remarks have 0.8"),
    Broken("room", styled("@media screen{.board{display:table-cell!important}}"),
           "columns of the board on screen"),
    Broken("room", styled("@media screen{#rated tbody td{display:table-cell!important}}"),
           "cells of the board on screen"),
    Broken("room", styled("@media print{#rated tbody td:last-child{display:none!important}}"),
           "cells for remarks have"),
    Broken("sticky", styled(".free thead th{position:static!important}"), "the heads are at"),
    Broken("sticky", styled(".free thead th{top:0!important}"), "expected below the marking"),
    Broken("sticky", styled(".roster tbody th{position:static!important}"), "the name is at"),
    Broken("unfolding", styled(".derivation{display:none!important}"), "the derivation is shown"),
    Broken("unfolding", styled(".roster{table-layout:auto!important}"
                               ".derivation td{padding-left:90rem!important}"), "places of the columns"),
    Broken("unfolding", styled(".derivation{display:block!important;width:9rem}"), "px wide, the table"),
    Broken("bars", styled("#boards .spark{width:40rem;max-width:none}"), "at 768 px: a bar ends at", "index"),
    Broken("bars", styled(".spark path{stroke:none}"), "no line around it", "index"),
    Broken("bars", styled(".l2{fill:#fff!important}"), "l2 has no pattern", "index"),
    # What does not fit.
    Broken("layout", styled("h1{width:3000px}"), "at 400 px: the document is"),
    Broken("layout", styled("figure .elements{width:25rem}"), "at 400 px: the document is"),
    Broken("layout", styled("svg text{transform:translateX(500px)}"), "of a chart is cut"),
    Broken("layout", styled("svg text{font-size:400px}"), "lie on each other"),
    # What not everybody can use.
    Broken("accessibility", [(" lang=en-US", "")], "html-has-lang"),
    Broken("accessibility", styled(".lead{color:#aaa}"),
           "light mode: color-contrast: Elements must meet"),
    Broken("accessibility", styled("@media (prefers-color-scheme:dark){.lead{color:#555}}"),
           "dark mode: color-contrast: Elements must meet"),
    Broken("accessibility", styled("@media (forced-colors:active){.lead{forced-color-adjust:none;"
                                   "color:#999;background:#fff}}"), "forced mode: color-contrast"),
    Broken("accessibility", styled("svg text{fill:#aaa!important}"),
           "light mode: color-contrast: Text of a chart is too faint"),
    Broken("accessibility", styled("h1{margin-top:-2em}"), "(axe could not tell)"),
    # Sheets of paper that nobody could put in order or file.
    Broken("paper", styled("@media print{.first .banner{display:none}}"),
           "Chromium: sheet 2: expected the marking at the top"),
    Broken("paper", styled("@media print{.running.last{display:none!important}}"),
           "Firefox: sheet 2: expected the marking at the bottom"),
    # As margin boxes do it, which Firefox has none of.
    Broken("paper", styled("@page{@top-center{content:'CUI//SP-PRVCY'}}"
                           "@media print{.first .banner{display:none}}"),
           "Firefox: sheet 1: expected the marking at the top"),
    Broken("paper", styled("@media print{.running.first{display:block!important}}"),
           "sheet 2: expected the marking at the top"),
    Broken("paper", styled("@page{@bottom-right{content:none}}"), "no 'Page 1 of"),
    Broken("paper", [(r"(<p class=line>.*?)<span>FY[^<]*</span>", r"\1")], "no title"),
    Broken("paper", [(r"<span>inputs [^<]*</span>", "<span>inputs 0</span>")], "no letters of the inputs"),
    Broken("paper", styled("@media print{.line b{visibility:hidden}}"), "sheet 2: no name of the board"),
    Broken("paper", styled("@media print{.roster small{font-size:5pt!important}}"),
           "letters of 5.0 points"),
    Broken("paper", styled("@media print{#rated tbody tr:nth-child(4){display:none}}"),
           "expected on paper at least 1 times, found 0"),
    Broken("paper", styled("@media print{article{display:none}}"),
           "expected on paper at least 2 times, found 1", "appendix"),
    # An index that is not that of the run.
    Broken("index", [(r"(<table id=boards.*?<td>)109", r"\g<1>108")],
           "table boards, row 1, executives: expected ['109'], found ['108']", "index"),
    Broken("index", [(r"rosters/reefs-bells-prb-1\.html", "rosters/reefs-bells-prb-2.html")],
           "links of boards", "index"),
    Broken("index", [(r"(<table id=organizations.*?)<tr><th scope=row>Office of Archive.*?(?=<tr>)", r"\1")],
           "table organizations: rows", "index"),
    Broken("index", [(r"(<table id=appointments.*?)Noncareer", r"\1Career")],
           "table appointments, row 4, appointment", "index"),
    Broken("index", [(r"(<table id=boards.*?<path class=\S+ d=\"M0 0h)(\d)", r"\g<1>1\2")],
           "small chart", "index"),
    Broken("index", [(r"(<table id=findings.*?<small>)invalid-rating", r"\1invalid-weight")],
           "table findings", "index"),
    Broken("index", [(r"(<table id=inputs.*?<code>)\w", r"\1g")], "table inputs", "index"),
    Broken("index", [(r"(<table id=totals.*?)<td>240", r"\1<td>241")], "table totals", "index"),
    # A recommendation that is not that of the register.
    Broken("recommendation", [(HEADING, "<h1>The ")], "heading", "recommendation"),
    Broken("recommendation", [("<dt>Lowered<dd>1", "<dt>Lowered<dd>2")],
           "lowered: expected '1', found '2'", "recommendation"),
    Broken("recommendation", [(r"(<table id=everybody.*?<tbody>\s*)<tr>.*?(?=<tr>)", r"\1")],
           "rows of table everybody: expected 7, found 6", "recommendation"),
    Broken("recommendation", [(r"(H-02</small>.*?)<td>4<small>lowered", r"\1<td>5<small>lowered")],
           "prb_recommended_rating: expected ['4'], found ['5'", "recommendation"),
    Broken("recommendation", [(r"(<table id=everybody.*)One audit", r"\1An audit")],
           "prb_remarks: expected", "recommendation"),
    Broken("recommendation", [(r"(H-02</span>) Level 5 →", r"\1 Level 3 →")],
           "no difference 'Baker, Ben H-02 Level 5 → Level 4 '", "recommendation"),
    Broken("recommendation", [(r"<li><p><b>Baker.*?(?=</ol>)", "")],
           "differences: expected 1, found 0", "recommendation"),
    Broken("recommendation", [(r"<li><p><b>Abbott.*?(?=<li>)", "")],
           "responses: expected 2, found 1", "recommendation"),
    Broken("recommendation", [(r"<ul class=cases id=recusals>.*?</ul>", "")],
           "recusals: expected 1, found 0", "recommendation"),
    Broken("recommendation", [(r"(<small>Outstanding</small><td>3<td>)2", r"\g<1>3")],
           "table before, Level 5, prb_recommended_rating: expected '2', found '3'", "recommendation"),
    Broken("recommendation", [("<table id=left-out", "<table id=gone")],
           "left out: expected {'H-03'}", "recommendation"),
    Broken("recommendation", [("<table id=signature", "<table id=gone")],
           "signature: expected True, found False", "signed"),
    # Of the first board somebody is held.
    Broken("recommendation", [("<main id=main>", "<main id=main><table id=signature></table>")],
           "signature: expected False, found True", "recommendation"),
    Broken("paper", styled("@media print{.signature{break-inside:auto!important}"
                           ".signature table{break-before:page}}"),
           "sheets with the whole signature: expected 1, found 0", "signed"),
    Broken("links", [(r"<main id=main>", "<main id=main><a href=gone.csv>x</a>")],
           "the link gone.csv leads nowhere", "recommendation"),
    # An index that is not that of the review.
    Broken("review index", [("<dt>Held<dd>1", "<dt>Held<dd>0")], "held: expected '1', found '0'", "review"),
    Broken("review index", [("with a plan<dd>19", "with a plan<dd>18")], "expected 19, found 18", "review"),
    Broken("review index", [(r"(<ul class=cases id=not-given>).*?</ul>", r"\1</ul>")],
           "not given: expected 1, found 0", "review"),
    Broken("review index", [(r"(<table id=boards.*?PRB 1.*?<td>7<td>)6", r"\g<1>7")],
           "recommended: expected ['6'], found ['7']", "review"),
    Broken("review index", [(r"sheets/authority/harbor-prb-1", "sheets/authority/harbor-oig-prb")],
           "links of Harbor PRB 1", "review"),
    Broken("review index", [(r"(<table id=boards.*?<td>)yes", r"\1no")], "lawful: expected", "review"),
    Broken("review index", [(r"(<table id=limits.*?<td>)3\.9", r"\g<1>4.0")],
           "allowed_exact: expected ['3.9'], found ['4.0']", "review"),
    Broken("review index", [(r"(<table id=findings.*?<small>)remarks-missing", r"\1no-chair")],
           "table findings", "review"),
    Broken("review index", [("90 FR 44291", "90 FR 44292")], "no citation", "review"),
]


class ChecksTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browsers = Browsers.of_all_tests()
        cls.published = agencies.fixture("agency")
        cls.board = next(board for board in cls.published.boards if board.counts["rejected"])
        cls.review = agencies.harbor()
        cls.reviewed = next(board for board in cls.review.boards if board.name == "Harbor PRB 1")
        cls.signed = next(board for board in cls.review.boards if board.name == "Harbor OIG PRB")
        cls.crowd = agencies.crowd()
        cls.hostile = agencies.hostile()
        cls.pages = {
            "appendix": (
                cls.hostile,
                min((board for board in cls.hostile.boards if board.counts["rated"]),
                    key=lambda board: board.counts["executives"]),
                checks.document_with_appendix),
            "roster": (cls.published, cls.board, checks.document),
            "crowd": (cls.crowd, cls.crowd.boards[0], checks.document),
            "index": (cls.published, None, checks.document),
            "recommendation": (cls.review, cls.reviewed, checks.review_document),
            "signed": (cls.review, cls.signed, checks.review_document),
            "review": (cls.review, None, checks.review_document),
        }

    def broken(self, browser, broken):
        """The page that a way of breaking gives."""
        published, board, _ = self.pages[broken.page]
        folder = agencies.WORK / f"broken-{id(browser)}-{id(published)}"
        if not folder.exists():
            shutil.copytree(published.path, folder)
        name = board.page if board else "index.html"
        html = (published.path / name).read_text()
        for pattern, replacement in broken.edits:
            html, count = re.subn(pattern, replacement, html, count=1, flags=re.S)
            if count == 0:
                raise LookupError(f"{pattern!r} is not in {name}, and breaks nothing")
        path = folder / name
        path.write_text(html)
        # One print is enough: that of the browser which the check has to name, if any.
        papers = ("Firefox",) if broken.says.startswith("Firefox: ") else ("Chromium",)
        return Page(browser, path, name, papers), board

    def test_each_check_finds_what_is_wrong(self):
        def look(browser, broken):
            try:
                page, board = self.broken(browser, broken)
            except LookupError as error:
                return broken, [str(error)]
            published, _, document = self.pages[broken.page]
            named = document(page, board, published, agencies.MARKING, agencies.TITLE)
            return broken, checks.outcome(page, named[broken.check])
        for folder in agencies.WORK.glob("broken-*"):
            shutil.rmtree(folder)
        for broken, found in self.browsers.map(look, BROKEN):
            with self.subTest(check=broken.check, edits=broken.edits):
                self.assertTrue(
                    any(broken.says in wrong for wrong in found),
                    f"expected {broken.says!r}, found {found[:5]}")

    def test_every_check_is_tried(self):
        page = Page(None, self.published.path / "index.html", "index.html")
        for published, board, document in self.pages.values():
            named = document(page, board, published, agencies.MARKING, agencies.TITLE)
            self.assertLessEqual(set(named), {broken.check for broken in BROKEN})

    def test_skeleton_finds_another_element_and_another_attribute(self):
        def look(browser, edit):
            whole = Page(browser, self.published.path / self.board.page, "whole")
            page, _ = self.broken(browser, Broken("skeleton", [edit], ""))
            return edit, checks.skeleton(whole, whole), checks.skeleton(page, whole)
        edits = [
            (HEADING, "<h1><b></b>"), (HEADING, "<h1 class=x>"), ("<div id=after></div>", "")]
        for edit, of_itself, of_broken in self.browsers.map(look, edits):
            self.assertEqual(of_itself, [])
            self.assertTrue(of_broken, edit)

    def test_wasted_paper_is_found(self):
        def look(browser, rules):
            page, _ = self.broken(browser, Broken("sheets", styled(rules), "sheets"))
            return checks.sheets_at_most(6, page)
        rules = ["h1{color:#000}", "@media print{#rated tbody td{height:2in!important}}"]
        whole, wasteful = self.browsers.map(look, rules)
        self.assertEqual(whole, [])
        self.assertTrue(wasteful)

    def test_a_page_that_is_not_there_is_wrong(self):
        def look(browser, name):
            page = Page(browser, self.published.path / name, name)
            named = checks.document(page, self.board, self.published, agencies.MARKING, agencies.TITLE)
            return {check: checks.outcome(page, wrong) for check, wrong in named.items()}
        [outcomes] = self.browsers.map(look, ["rosters/nobody.html"])
        for check in ("markup", "roster", "charts", "paper"):
            self.assertTrue(outcomes[check], check)


if __name__ == "__main__":
    unittest.main()
