"""The pages of the made-up agencies and of the hostile one, as Chromium makes them, and Firefox on
paper."""

import unittest

import agencies
import checks
from browser import Browsers, Page


class PagesTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.browsers = Browsers.of_all_tests()
        cls.hostile = agencies.hostile()

    def look_at(self, published, document=checks.document):
        """Runs every check over every page; each that finds something fails on its own."""
        def look(browser, board):
            name = board.page if board else "index.html"
            page = Page(browser, published.path / name, name)
            named = document(page, board, published, agencies.MARKING, agencies.TITLE)
            return name, {check: checks.outcome(page, wrong) for check, wrong in named.items()}
        for name, outcomes in self.browsers.map(look, [None, *published.boards]):
            for check, wrong in outcomes.items():
                with self.subTest(page=name, check=check):
                    self.assert_right(wrong)

    def assert_right(self, wrong):
        if wrong:
            self.fail("\n".join(["", *wrong[:20], f"({len(wrong)} in all)"]))

    def test_agency(self):
        self.look_at(agencies.fixture("agency"))

    def test_crowd(self):
        def crowd(*page):
            return checks.document(*page) | {
                "sheets": lambda: checks.sheets_at_most(29, page[0]) if page[1] else []}
        self.look_at(agencies.crowd(), crowd)

    def test_paper_is_not_wasted(self):
        """A board of five takes two sheets; one of 400, as many as its rows do."""
        def look(browser, published):
            [board] = published.boards
            page = Page(browser, published.path / board.page, board.name)
            return checks.sheets_at_most(2, page)
        self.assert_right(self.browsers.map(look, [agencies.crowd("five", 5)])[0])

    def test_hostile_agency(self):
        self.look_at(self.hostile, checks.document_with_appendix)

    def test_review_of_the_harbors(self):
        self.look_at(agencies.harbor(), checks.review_document)

    def test_closed_review_of_the_harbors(self):
        self.look_at(agencies.closed_harbor(), checks.review_document)

    def test_review_of_the_agency(self):
        published = agencies.fixture("agency")
        self.look_at(agencies.whole_review("agency-review", published), checks.review_document)

    def test_review_of_the_hostile_agency(self):
        review = agencies.whole_review("hostile-review", self.hostile)
        self.look_at(review, checks.review_document)

    def test_texts_make_no_markup(self):
        tame = agencies.tame("hostile-agency")
        # Boards by those on them: with other names they stand in another order.
        twins = {board.executives: board.page for board in tame.boards}
        pages = [("index.html", "index.html")] + [
            (board.page, twins[board.executives]) for board in self.hostile.boards]

        def look(browser, names):
            name, twin = names
            page = Page(browser, self.hostile.path / name, name)
            return name, checks.skeleton(page, Page(browser, tame.path / twin, twin))
        for name, wrong in self.browsers.map(look, pages):
            with self.subTest(page=name):
                self.assert_right(wrong)


if __name__ == "__main__":
    unittest.main()
