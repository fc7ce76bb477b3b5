"""What has to hold for a page. Each check returns what is wrong, a sentence for each thing: the
page, the place, what was expected and what was found. An empty list is a page that is right."""

import itertools
import hashlib
import re
import unicodedata

from published import COUNTS, LEVELS, STATUSES, hundredths, mean, percent, text

# Every element of a page with the attributes that it may have. What is not here came from data.
CELL = {"scope", "class", "data-columns", "colspan"}
ELEMENTS = {
    "html": {"lang"}, "head": set(), "title": {"id"}, "style": set(), "body": {"class"},
    "meta": {"charset", "name", "content", "http-equiv"}, "link": {"rel", "href"},
    "header": set(), "main": {"id"}, "footer": set(), "nav": {"aria-label", "class"},
    "section": {"class", "id"},
    "article": {"class"}, "h1": set(), "h2": set(), "h3": {"id"}, "p": {"class", "aria-hidden"}, "span": {"class"},
    "a": {"href", "class"}, "b": set(), "small": {"class"}, "code": set(), "br": set(), "ol": {"id", "class"},
    "ul": {"id", "class"}, "li": set(), "dl": {"class"}, "dt": set(), "dd": set(),
    "div": {"class", "id", "tabindex", "role", "aria-labelledby", "aria-hidden"}, "figure": set(),
    "figcaption": set(), "details": {"class"}, "summary": set(), "table": {"id", "class"}, "caption": {"id"},
    "thead": set(), "tbody": set(), "tr": {"class"}, "th": CELL, "td": {"class", "colspan"},
    "svg": {"role", "aria-labelledby", "aria-hidden", "class", "viewBox", "preserveAspectRatio"},
    "desc": {"id"}, "text": {"class", "x", "y"}, "rect": {"class", "x", "y", "width", "height"},
    "path": {"class", "d", "stroke-dasharray", "stroke-width"},
    "pattern": {"id", "patternUnits", "width", "height"},
}
LINK = re.compile(
    r"#[a-z-]+|[a-z0-9][a-z0-9-]{0,63}\.(html|csv|xlsx)|(\.\./)?index\.html|(findings|register|changes|boards|limits|statistics|annual-ratings)\.csv"
    r"|summary\.json|(rosters|boards)/[a-z0-9-]{1,64}\.html"
    r"|sheets/(board|authority)/[a-z0-9-]{1,64}\.csv|data:,")

BESIDE = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\.html")

# The columns that a table of executives must show, by status.
EXECUTIVE = {"name", "executive_id", "organization", "position_title", "appointment",
             "rating_official"}
SHOWN = {
    "rated": EXECUTIVE | {"summary_score", "initial_summary_rating", "label",
                          "prb_recommended_rating", "prb_remarks"},
    "not-rated": EXECUTIVE | {"remarks"},
    "rejected": EXECUTIVE | {"remarks"},
}


def differs(place, expected, found):
    return [] if expected == found else [f"{place}: expected {expected!r}, found {found!r}"]


# Every page


def console_and_network(page):
    """Nothing on the console, and no request but for the page itself."""
    console, requests = page.first_look
    wrong = [f"{page}: the console says {message!r}" for message in console]
    allowed = {page.path.as_uri(), "file://" + str(page.path), "about:blank", "data:,"}
    return wrong + [
        f"{page}: asked for {request!r}" for request in requests if request not in allowed]


def markup(page):
    """No element, attribute or link that the templates do not have."""
    wrong = []
    for _, element, attributes in page.facts["elements"]:
        if element not in ELEMENTS:
            wrong.append(f"{page}: an element {element!r} with {attributes}")
            continue
        for name, value in attributes:
            if name not in ELEMENTS[element]:
                wrong.append(f"{page}: an attribute {name!r} of {element!r}: {value!r}")
            elif name == "href" and not LINK.fullmatch(value):
                wrong.append(f"{page}: a link to {value!r}")
    policies = [
        dict(attributes)["content"] for _, element, attributes in page.facts["elements"]
        if element == "meta" and ["http-equiv", "Content-Security-Policy"] in attributes
    ]
    if len(policies) != 1 or "default-src 'none'" not in policies[0] or "unsafe" in policies[0]:
        wrong.append(f"{page}: not one strict Content-Security-Policy but {policies}")
    return wrong


def skeleton(page, twin):
    """The same elements and attributes, in the same order, as the page of the same roster with
    harmless texts: whatever differs was made by a text. Findings are left out, as harmless texts
    give fewer; so is what folds a long text, and the links to the boards next to this one, which stand in
    another order."""
    def bare(of):
        found, findings, is_fold = [], None, False
        for depth, element, attributes in of.facts["elements"]:
            if is_fold and element == "summary":
                continue
            if element == "div" and ["class", "finding"] in attributes:
                findings = depth
                continue
            is_fold = element == "details" and ["class", "more"] in attributes
            if is_fold or element == "a" and any(
                    name == "href" and BESIDE.fullmatch(value) for name, value in attributes):
                continue
            if findings is not None and depth > findings:
                continue
            findings = depth if ["id", "findings"] in attributes else None
            found.append((depth, element, sorted(name for name, _ in attributes)))
        return found
    for number, (found, expected) in enumerate(itertools.zip_longest(bare(page), bare(twin))):
        if found != expected:
            return [f"{page}: element {number}: expected {expected}, found {found}"]
    return []


def accessibility(page):
    """No violation that axe knows of, in light and dark mode and in forced colours."""
    return [
        f"{page}: {scheme} mode: {violation['id']}: {violation['help']}: {violation['nodes'][0]}"
        f" ({len(violation['nodes'])} in all)"
        for scheme, violations in page.violations.items() for violation in violations
    ]


def layout(page):
    """The document does not scroll sideways, and no text of a chart is cut or lies on another."""
    wrong = []
    for width, layout in page.layouts.items():
        if layout["scrollWidth"] > layout["clientWidth"]:
            wrong.append(
                f"{page}: at {width} px: the document is {layout['scrollWidth']} px wide, expected "
                f"at most {layout['clientWidth']}")
        for chart in layout["charts"]:
            frame = chart["box"]
            texts = chart["texts"]
            for label in texts:
                if not holds(frame, label["box"]):
                    wrong.append(
                        f"{page}: at {width} px: the text {label['text']!r} of a chart is cut: "
                        f"expected inside {frame}, found {label['box']}")
            for one, other in itertools.combinations(texts, 2):
                if overlap(one["box"], other["box"]):
                    wrong.append(
                        f"{page}: at {width} px: the texts {one['text']!r} and {other['text']!r} "
                        "of a chart lie on each other")
    return wrong


def letters(box):
    """The box of a text without the room above and below its letters."""
    room = 0.2 * (box["bottom"] - box["top"])
    return box | {"top": box["top"] + room, "bottom": box["bottom"] - room}


def holds(frame, box):
    box = letters(box)
    return (box["left"] >= frame["left"] - 1 and box["right"] <= frame["right"] + 1
            and box["top"] >= frame["top"] - 1 and box["bottom"] <= frame["bottom"] + 1)


def overlap(one, other):
    one, other = letters(one), letters(other)
    return (min(one["right"], other["right"]) - max(one["left"], other["left"]) > 1
            and min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]) > 1)


def tables(page):
    """Every table has a caption, heads with a scope, and a head for each row."""
    wrong = []
    for table in page.facts["tables"]:
        place = f"{page}: table {table['id'] or table['className'] or table['caption']!r}"
        if not (table["caption"] or "").strip():
            wrong.append(f"{place}: no caption")
        wrong += differs(f"{place}: scopes", ["col"] * len(table["scopes"]), table["scopes"])
        for group in table["groups"]:
            if group["head"] is None and len(table["groups"]) > 1:
                wrong.append(f"{place}: a group without a head")
        for number, (heads, row) in enumerate(zip(table["rowHeads"], table["rows"]), 1):
            wrong += differs(f"{place}, row {number}: heads", 1, heads)
            wrong += differs(f"{place}, row {number}: cells", len(table["scopes"]), len(row))
    return wrong


# A roster


def roster(page, board):
    """Each executive of the CSV file stands in the table of the status, in its order, and every
    cell has the text of the CSV file."""
    wrong = differs(f"{page}: heading", board.name, page.facts["heading"])
    rows = 0
    numbers = []
    for status in STATUSES:
        records = board.of(status)
        table = page.table(status)
        if table is None:
            wrong += differs(f"{page}: executives in table {status}", len(records), 0)
            continue
        place = f"{page}: table {status}"
        rows += len(table["rows"])
        numbers += table["numbers"]
        if not records:
            wrong.append(f"{place}: is there, and nobody is in it")
        shown = {column for columns in table["columns"] for column in columns or []}
        elements = {
            column for column in board.records[0]
            if re.search(r"_(weight|rating)$", column) and column not in
            ("initial_summary_rating", "prb_recommended_rating")
        }
        for column in sorted((SHOWN[status] | elements) - shown):
            wrong.append(f"{place}: no column shows {column}")
        wrong += cells(place, table, [
            {column: shown_as(column, record) for column in record} for record in records])
    wrong += differs(
        f"{page}: numbers of the rows", [f"{number:,}" for number in range(1, rows + 1)], numbers)
    return wrong + groups_of_levels(page, board) + derivations(page, board) + differs(f"{page}: rows of all tables", len(board.records), rows)


def groups_of_levels(page, board):
    """The rated stand in a group for each level, under its name and their number."""
    table = page.table("rated")
    if table is None:
        return []
    expected = []
    for level, records in itertools.groupby(board.of("rated"), lambda one: one["initial_summary_rating"]):
        records = list(records)
        count = f"{len(records):,} executive{'' if len(records) == 1 else 's'}"
        expected.append({
            "head": f"Level {level}, {records[0]['label']} {count}", "rows": len(records)})
    return differs(f"{page}: groups of table rated", expected, table["groups"])


def derivations(page, board):
    """Each rated executive has a derivation that is named with the name, and says products and sum."""
    table = page.table("rated")
    if table is None:
        return []
    records = board.of("rated")
    wrong = differs(f"{page}: derivations", len(records), len(table["derivations"]))
    for number, (record, name, words) in enumerate(
            zip(records, table["named"], table["derivations"]), 1):
        place = f"{page}: derivation {number}"
        called = text(record["name"]) or text(record["executive_id"])
        if not (name or "").startswith(f"Derivation of {called[:15]}"):
            wrong.append(f"{place}: named {name!r}")
        products = [float(product) for product in re.findall(r" = ([0-9.]+)", words)]
        wrong += differs(f"{place}: sum", float(record["summary_score"]), round(sum(products), 2))
        if f"in all {record['summary_score']}" not in words:
            wrong.append(f"{place}: no 'in all {record['summary_score']}' in {words!r}")
    return wrong


def shown_as(column, record):
    value = text(record[column])
    if value == "no ratings were given":
        return "No ratings were given."
    return f"{value}%" if value and column.endswith("_weight") else value


def cells(place, table, records):
    """The cells of a table against records, column by column as `data-columns` says."""
    wrong = differs(f"{place}: rows", len(records), len(table["rows"]))
    for number, (row, record) in enumerate(zip(table["rows"], records), 1):
        for columns, values in zip(table["columns"], row):
            if not columns:
                continue
            wrong += differs(
                f"{place}, row {number}, {' '.join(columns)}", [record[column] for column in columns],
                values[:max(1, len(columns))])
    return wrong


def distribution(page, table, counts, labels, agency=None):
    """The table of a distribution against the counts of the index."""
    place = f"{page}: table of the distribution"
    if table is None:
        return [f"{place}: expected one, found none or several"]
    wrong = []
    if f"of {counts['rated']:,} rated" not in (table["caption"] or ""):
        wrong.append(f"{place}: the base is not named in {table['caption']!r}")
    if table["columns"][:4] != [["level"], ["label"], ["count"], ["percent"]]:
        wrong.append(f"{place}: its columns are {table['columns']}")
    wrong += differs(f"{place}: levels", len(LEVELS), len(table["rows"]))
    records = []
    for level, row in zip(LEVELS, table["rows"]):
        count = counts[f"level_{level}"]
        records.append({
            "level": str(level),
            # Nobody at a level, and no file of the run has its label.
            "label": labels.get(str(level), row[1][0]),
            "count": f"{count:,}",
            "percent": percent(count, counts["rated"]),
        })
        if agency:
            records[-1]["agency_percent"] = percent(agency[f"level_{level}"], agency["rated"])
    return wrong + cells(place, table, records)


# The shortest bar, so that anybody at all can be seen.
SHORTEST = 20


def level_chart(page, chart, counts, agency=None):
    """The drawn bars and marks against the counts of the index; the base is named, and who is missing."""
    place = f"{page}: chart of the levels"
    width = int(chart["viewBox"].split()[2])
    rated = counts["rated"]
    wrong = []
    if f"of {rated:,} rated" not in chart["names"][0]:
        wrong.append(f"{place}: the base is not named in {chart['names'][0]!r}")
    missing = counts["not_rated"] + counts["rejected"]
    told = f"{missing:,} of {counts['executives']:,} {'is' if missing == 1 else 'are'} not in this picture"
    wrong += differs(f"{place}: tells who is missing", missing > 0, told in chart["caption"])
    wrong += differs(
        f"{place}: tells that percents are rounded", rated >= 10,
        "Percents are rounded and may not add to 100." in chart["caption"])
    found = [label["text"] for label in chart["texts"]]
    for number, level in enumerate(LEVELS):
        count = counts[f"level_{level}"]
        label = f"{count:,} · {percent(count, rated)}" if rated >= 10 else f"{count:,}"
        if label not in found:
            wrong.append(f"{place}, Level {level}: expected the text {label!r}, found {found}")
        bar = chart["bars"][number] if number < len(chart["bars"]) else None
        expected = max(SHORTEST, count * width // rated) if count else 0
        wrong += differs(f"{place}, Level {level}: bar", expected, bar)
        if f"Level {level}, {count:,};" not in chart["names"][1]:
            wrong.append(f"{place}, Level {level}: not told in {chart['names'][1]!r}")
        if agency:
            share = str(agency[f"level_{level}"] * width // agency["rated"])
            mark = chart["marks"][number] if number < len(chart["marks"]) else ""
            wrong += differs(
                f"{place}, Level {level}: mark", share if agency[f"level_{level}"] else "",
                re.split("[M ]", mark + "M ")[1])
    # A mark lies below its bar, so that it hides nothing.
    for number, (mark, bottom) in enumerate(zip(chart["markTops"], chart["barBottoms"])):
        if mark is not None and mark < bottom:
            wrong.append(f"{place}, Level {LEVELS[number]}: the mark lies on the bar")
    return wrong


def scores_in_words(scores):
    return [f"{score / 100:.2f}".rstrip("0").rstrip(".") for score in scores]


def stacks(drawn):
    """Of a path of columns for each its middle and its height."""
    return [
        (int(x) + int(width) / 2, int(height))
        for x, height, width in re.findall(r"M(\d+) \d+v-(\d+)h(\d+)v\d+z", drawn)]


def score_chart(page, chart, records):
    """The drawn dots or columns against the scores of the CSV file: all of them, each where it belongs;
    those at their level by the override in a row of their own, and told of."""
    place = f"{page}: chart of the scores"
    is_overridden = [record["remarks"].startswith("level-") for record in records]
    score = [hundredths(record["summary_score"]) for record in records]
    everybody = sorted(score)
    by_range = sorted(one for one, other in zip(score, is_overridden) if not other)
    by_override = sorted(one for one, other in zip(score, is_overridden) if other)
    wrong = []
    middle = everybody[(len(everybody) - 1) // 2] + everybody[len(everybody) // 2]
    told = (everybody[0], everybody[-1], (middle + 1) // 2)
    sentence = "from {} to {}; the median is {}.".format(*scores_in_words(told))
    if sentence not in chart["names"][1]:
        wrong.append(f"{place}: expected {sentence!r}, found {chart['names'][1]!r}")
    labels = [label["text"] for label in chart["texts"]]
    for title in ("Level", "Summary score"):
        if title not in labels:
            wrong.append(f"{place}: no title {title!r} of an axis")
    # The borders of the ranges are drawn to the same measure.
    borders = [
        (int(label["text"]), float(label["x"])) for label in chart["texts"]
        if label["text"] in ("200", "300", "400", "475") and label["x"] is not None]
    wrong += differs(f"{place}: borders", [200, 300, 400, 475], [border for border, _ in borders])
    wrong += overrides(place, chart, by_override)
    if wrong:
        return wrong
    (low, left), (high, right) = borders[0], borders[2]
    unit = (right - left) / (high - low)

    def belongs(one, x):
        expected = left + (one / 100 - low) * unit
        # A stack stands for scores that are up to five points apart.
        return abs(x - expected) <= 5 * unit
    drawn = []
    if chart["dots"]:
        [dots] = chart["dots"]
        step = int(dots["dashes"].split()[1])
        heaps = [(int(x), (int(height) - 1) // step + 1)
                 for x, height in re.findall(r"M(\d+) \d+v-(\d+)", dots["d"])]
        for x, count in heaps:
            drawn += [x] * count
        near = min([step, *(other - one for (one, _), (other, _) in zip(heaps, heaps[1:]))])
        if int(dots["width"]) >= near:
            wrong.append(f"{place}: dots {dots['width']} wide are {near} apart")
        if "Each dot is an executive" not in chart["caption"] and heaps:
            wrong.append(f"{place}: does not say what a dot is")
    elif chart["columns"]:
        if "Each bar is 5 points" not in chart["caption"]:
            wrong.append(f"{place}: does not say what a bar is")
        ticks = sorted(
            (int(label["text"].split()[0].replace(",", "")), float(label["y"]) + 20)
            for label in chart["texts"] if label["x"] is None and label["y"] is not None
            and re.fullmatch(r"[\d,]+( executives)?", label["text"]))
        if not ticks or len(ticks) != len(chart["grid"]):
            return wrong + [f"{place}: lines {chart['grid']} with numbers {ticks}"]
        [(top, y)] = ticks[-1:]
        for x, height in stacks(chart["columns"][0]):
            # A column of the axis' whole height is `top` executives.
            low_count = height * top / (1800 - y)
            drawn += [x] * max(1, round(low_count + 0.49 / (1800 - y)))
    wrong += differs(f"{place}: dots", len(by_range), len(drawn))
    for one, x in zip(by_range, sorted(drawn) if not wrong else []):
        if not belongs(one, x):
            wrong.append(f"{place}: score {one / 100}: expected at "
                         f"{left + (one / 100 - low) * unit:.0f}, found {x}")
    return wrong


def overrides(place, chart, scores):
    """The row of those at their level by the override."""
    labels = [label["text"] for label in chart["texts"]]
    if not scores:
        return differs(f"{place}: rows of the override", 0, len(chart["overrides"]))
    wrong = []
    if "1 (override)" not in labels:
        wrong.append(f"{place}: no row '1 (override)'")
    words = f"{len(scores):,} at Level 1 by override, score"
    if len(scores) <= 5:
        words += f"{'s' if len(scores) > 1 else ''} {', '.join(scores_in_words(scores))}:"
    for text_of in ("caption", "description"):
        told = chart["caption"] if text_of == "caption" else chart["names"][1]
        if words not in told:
            wrong.append(f"{place}: no {words!r} in the {text_of} {told!r}")
    [row] = chart["overrides"] or [{"kind": "", "d": ""}]
    if row["kind"] == "crosses":
        wrong += differs(f"{place}: crosses of the override", len(scores), row["d"].count("M"))
    elif not stacks(row["d"]):
        wrong.append(f"{place}: nothing in the row of the override")
    return wrong


def element_means(page, board, published):
    """The mean level of each element on the board and in the agency; of fewer than ten there is none."""
    table = page.table(".elements")
    records = board.of("rated")
    if len(records) < 10:
        return differs(f"{page}: table of the elements of few", None, table)
    if table is None:
        return [f"{page}: no table of the elements"]
    ratings = [
        column for column in records[0] if column.endswith("_rating")
        and column not in ("initial_summary_rating", "prb_recommended_rating")]

    def means(of):
        return [mean([int(record[rating]) for record in of]) for rating in ratings]
    return cells(f"{page}: table of the elements", table, [
        {"mean": own, "agency_mean": agency}
        for own, agency in zip(means(records), means(published.rated))])


def roster_charts(page, board, published):
    """The charts and the table next to them against the index and the roster."""
    if not board.counts["rated"]:
        return differs(f"{page}: charts of nobody", [], page.facts["charts"])
    charts = page.facts["charts"]
    wrong = distribution(
        page, page.table(".distribution"), board.counts, published.labels, published.overall)
    wrong += element_means(page, board, published)
    if len(charts) != 2:
        return wrong + [f"{page}: expected two charts, found {len(charts)}"]
    return (wrong + level_chart(page, charts[0], board.counts, published.overall)
            + score_chart(page, charts[1], board.of("rated")))


# The index


def index(page, published):
    """The tables and charts of the index against the files of the run."""
    wrong = []

    def compare(identity, records, columns):
        table = page.table(identity)
        if table is None:
            return [f"{page}: no table {identity}"]
        named = [column for columns in table["columns"] for column in columns or []]
        return (differs(f"{page}: columns of table {identity}", columns, named)
                + cells(f"{page}: table {identity}", table, records))

    def groups(identity, name, counts):
        records = [
            {name: cut(key)} | {count: f"{value[count]:,}" if value[count] else "·" for count in COUNTS}
            for key, value in counts]
        found = compare(identity, records, [name, *COUNTS])
        table = page.table(identity)
        for (key, value), spark in zip(counts, table["sparks"] if table else []):
            found += small_chart(f"{page}: table {identity}, {key!r}", spark, value)
        return found

    # Sorting keeps the order of names where boards are of one size.
    by_size = sorted(published.boards, key=lambda board: -board.counts["executives"])
    for identity, order in ("boards", published.boards), ("boards-by-size", by_size):
        wrong += groups(identity, "prb", [(board.name, board.counts) for board in order])
        if page.table(identity):
            links = [[board.page] for board in order]
            wrong += differs(f"{page}: links of {identity}", links, page.table(identity)["links"])
    for link in [board.page for board in published.boards]:
        if not (page.path.parent / link).is_file():
            wrong.append(f"{page}: the link {link} leads nowhere")
    distributions = published.summary["distribution"]
    wrong += groups("appointments", "appointment", [
        (group["appointment"] or "not given", group) for group in distributions["by_appointment"]])
    wrong += groups("organizations", "organization", [
        (name or "not given", counts)
        for name, counts in sorted(published.organizations.items(), key=lambda one: one[0].encode())])
    wrong += distribution(page, page.table("distribution"), published.overall, published.labels)
    wrong += level_chart(page, page.facts["charts"][0], published.overall)
    wrong += numbers(page, "totals", [
        [f"{published.summary['control_totals'][key]:,}"] for key in (
            "plan_records", "further_plan_records", "rating_records", "matched_rating_records",
            "rating_records_without_plan", "executives", "rated", "not_rated", "rejected")], [1])
    table = page.table("findings")
    found = {
        (row[0][0], row[1][1]): int(row[2][0].replace(",", "")) for row in table["rows"]} if table else {}
    wrong += differs(f"{page}: table findings", dict(published.findings), found)
    wrong += numbers(page, "inputs", [
        [part[key] if key != "records" else f"{part[key]:,}" for key in ("role", "name", "records", "sha256")]
        for part in published.manifest["inputs"]], [0, 1, 2, 3])
    return wrong


def cut(name):
    """A name as far as the index has room for it."""
    encoded = name.encode()
    return name if len(encoded) <= 160 else encoded[:160].decode(errors="ignore") + "…"


def numbers(page, identity, expected, columns):
    table = page.table(identity)
    found = [[row[column][0] for column in columns] for row in table["rows"]] if table else None
    return differs(f"{page}: table {identity}", expected, found)


def small_chart(place, spark, counts):
    """The parts of a bar, one after the other, against the counts of a group."""
    if not spark:
        return [f"{place}: no small chart"]
    width = int(spark["viewBox"].split()[2])
    expected, before = [], 0
    for level in LEVELS:
        count = counts[f"level_{level}"]
        rated = counts["rated"] or 1
        expected.append((before * width // rated, count * width // rated) if count else None)
        before += count
    found = [
        tuple(int(number) for number in re.findall(r"^M(\d+) 0h(\d+)", path)[0]) if path else None
        for path in spark["paths"]]
    return differs(f"{place}: small chart", expected, found)


def links(page):
    """Every link of the page leads to a file of the same directory, or to a place of the page."""
    return [
        f"{page}: the link {link} leads nowhere" for link in page.facts["links"]
        if not (link[1:] in page.facts["ids"] if link.startswith("#")
                else (page.path.parent / link).is_file())]


# A review


def recommendation(page, board):
    """Each executive of the register stands in the table with both levels and the board's remarks, and
    every change by the board stands in the list in words."""
    wrong = differs(f"{page}: heading", board.name, page.facts["heading"])
    counts = dict(page.facts["counts"])
    for count in ("executives", "recommended", "raised", "lowered", "unchanged", "held"):
        wrong += differs(f"{page}: {count}", board.line[count], counts.get(count.capitalize()))
    table = page.table("everybody")
    if table is None:
        return wrong + [f"{page}: no table everybody"]
    records = {text(record["executive_id"]): record for record in board.executives}
    wrong += differs(f"{page}: rows of table everybody", len(board.executives), len(table["rows"]))
    order = [records.get(row[0][1]) for row in table["rows"]]
    for row, record in zip(table["rows"], order):
        if record is None:
            wrong.append(f"{page}: {row[0]} is not in the register")
    found = [row for row, record in zip(table["rows"], order) if record]
    wrong += cells(f"{page}: table everybody", table | {"rows": found}, [
        {column: text(value) or ("–" if column.endswith("summary_rating") or
                                 column == "prb_recommended_rating" else "")
         for column, value in record.items()} for record in order if record])
    changes = [change for change in board.changes if change["by"] == "board"]
    told = page.facts["lists"].get("differences", [])
    wrong += differs(f"{page}: differences", len(changes), len(told))
    for change in changes:
        record = records[text(change["executive_id"])]
        start = f"{text(record['name'])} {text(change['executive_id'])}"
        words = f"{start} Level {change['from']} → Level {change['to']} "
        if not any(squeezed(one).startswith(squeezed(words)) and
                   squeezed(one).endswith(squeezed(f"Remarks: {text(change['remarks'])}"))
                   for one in told):
            wrong.append(f"{page}: no difference {words!r} with its remarks")
    reviews = [record for record in board.executives
               if record["responded_on"] or record["review_requested"]]
    wrong += differs(
        f"{page}: responses", len(reviews), len(page.facts["lists"].get("responses", [])))
    recused = [record for record in board.executives if record["members_recused"]]
    wrong += differs(
        f"{page}: recusals", len(recused), len(page.facts["lists"].get("recusals", [])))
    before = page.table("before")
    for row, level in zip(before["rows"], LEVELS):
        for column, name in (1, "initial_summary_rating"), (2, "prb_recommended_rating"):
            count = sum(record[name] == str(level) for record in board.executives)
            wrong += differs(f"{page}: table before, Level {level}, {name}", str(count), row[column][0])
    left = {text(record["executive_id"]) for record in board.executives
            if record["status"] in ("held", "not-rated", "rejected")
            or record["status"] == "open" and not record["prb_recommended_rating"]
            and board.line["recommended"] != "0"}
    table = page.table("left-out")
    wrong += differs(
        f"{page}: left out", left, {row[0][1] for row in table["rows"]} if table else set())
    has_signature = page.table("signature") is not None
    return wrong + differs(
        f"{page}: signature",
        board.line["recommended"] != "0" and dict(page.facts["counts"])["Held"] == "0", has_signature)


def review_index(page, review):
    """The figures of the index against the files of the review."""
    counts = dict(page.facts["counts"])
    wrong = differs(
        f"{page}: executives with a plan", len(review.register),
        int(counts.get("Executives with a plan", -1)))
    for status in ("open", "held", "complete", "not-rated", "rejected"):
        count = sum(record["status"] == status for record in review.register)
        wrong += differs(
            f"{page}: {status}", str(count), counts.get(status.replace("-", " ").capitalize()))
    wrong += differs(
        f"{page}: not given", len(review.summary["not_given"]),
        len(page.facts["lists"].get("not-given", [])))
    table = page.table("boards")
    wrong += cells(f"{page}: table boards", table, [
        {column: text(value) for column, value in board.line.items()} for board in review.boards])
    for board, row, found in zip(review.boards, table["rows"], table["links"]):
        # A closed review asks nobody for anything.
        expected = [board.page]
        if not review.summary["closed"]:
            expected.append(f"sheets/board/{board.slug}.csv")
        if not review.summary["closed"] and board.line["recommended"] != "0":
            expected.append(f"sheets/authority/{board.slug}.csv")
        wrong += differs(f"{page}: links of {board.name}", expected, found)
        wrong += differs(
            f"{page}: {board.name}: lawful",
            [board.line["lawful"].replace("-", " "), board.line["reasons"].replace(";", ",")], row[7])
    wrong += cells(f"{page}: table limits", page.table("limits"), [
        {column: text(value) if value and (column != "over" or limit["allowed"]) else "–"
         for column, value in limit.items()} for limit in review.limits])
    table = page.table("findings")
    wrong += differs(
        f"{page}: table findings", dict(review.findings),
        {(row[0][0], row[1][1]): int(row[2][0].replace(",", "")) for row in table["rows"]}
        if table else {})
    for citation in {limit["citation"] for limit in review.limits}:
        if citation and not any(citation in one for one in page.facts["paragraphs"]):
            wrong.append(f"{page}: no citation {citation!r}")
    return wrong


# On paper


def squeezed(characters):
    """A text without blanks and ligatures, both of which a PDF has as it likes."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", characters))


# The smallest letters on paper, in points, but for rounding.
SMALLEST = 6.8


def paper(page, marking, title, inputs, board, has_appendix):
    """The sheets of both browsers: each has the marking at its top and at its bottom, the name of the
    page, the title and the letters of the inputs, in Chromium its number of all, and letters that can be
    read; every executive stands on one of them, the rated in the roster and in the appendix, in the order
    of their names too where there are many; and a signature stands on one sheet with its heading."""
    wrong = []
    for browser, printed in page.prints.items():
        place = f"{page}: {browser}"
        wrong += sheets(place, printed, marking, title, inputs, board)
        everything = squeezed("".join(sheet.text for sheet in printed))
        for record in board.records if board else []:
            identity = text(record["executive_id"])
            times = 2 if has_appendix and record["status"] == "rated" else 1
            found = everything.count(squeezed(identity))
            if found < times:
                wrong.append(
                    f"{place}: {identity!r}: expected on paper at least {times} times, found {found}")
        if page.table("signature"):
            whole = [sheet for sheet in printed if all(
                squeezed(part) in squeezed(sheet.text)
                for part in ("Recommendation to the appointing authority", "Signature of the chair",
                             "ChairSignatureDate"))]
            wrong += differs(f"{place}: sheets with the whole signature", 1, len(whole))
    return wrong


def sheets_at_most(most, page):
    """A page wastes no paper in either browser."""
    return [
        f"{page}: {browser}: {len(printed)} sheets, expected at most {most}"
        for browser, printed in page.prints.items() if len(printed) > most]


def sheets(place, printed, marking, title, inputs, board):
    """What each sheet has."""
    wrong = [] if printed else [f"{place}: the PDF has no sheet"]
    for number, sheet in enumerate(printed, 1):
        here = f"{place}: sheet {number}"
        if sheet.has_numbers and f"Page {number} of {len(printed)}" not in sheet.text:
            wrong.append(f"{here}: no 'Page {number} of {len(printed)}' in {sheet.text[-200:]!r}")
        # Above everything else, and below everything but the number of the sheet.
        lines = [line for line in sheet.lines if not re.match(r"Page \d+ of", line)]
        for end, line in ("top", lines[:1]), ("bottom", lines[-1:]):
            if [marking] != line:
                wrong.append(f"{here}: expected the marking at the {end}, found {line}")
        for what, part in ("title", title), ("letters of the inputs", f"inputs {inputs}"):
            if part not in " ".join(sheet.lines[:3]):
                wrong.append(f"{here}: no {what}, {part!r}")
        # What is no ASCII comes out of a PDF in other characters; what is long is cut on purpose.
        if board and board.name.isascii() and len(board.name) < 60:
            if squeezed(board.name) not in squeezed("".join(sheet.lines[:3])):
                wrong.append(f"{here}: no name of the board, {board.name!r}")
        if sheet.smallest < SMALLEST:
            wrong.append(f"{here}: letters of {sheet.smallest} points, expected at least 7")
    return wrong


def names(page, board):
    """Many executives stand in a list in alphabetical order too, each with the number of the row; it is for
    paper."""
    listed = page.facts["names"]
    if len(board.records) < 21:
        return differs(f"{page}: names in alphabetical order", [], listed)
    wrong = differs(f"{page}: names in alphabetical order", len(board.records), len(listed))
    numbers = sorted(int(name["number"].replace(",", "")) for name in listed)
    wrong += differs(
        f"{page}: numbers of the names", list(range(1, len(board.records) + 1)), numbers)
    for name in listed:
        record = board.records[int(name["number"].replace(",", "")) - 1]
        called = text(record["name"]) or text(record["executive_id"])
        if not called.startswith(name["name"].rstrip("…")):
            wrong.append(f"{page}: the name {name['name']!r} has the number of {called!r}")
    plain = [name["name"].lower() for name in listed if re.fullmatch("[A-Za-z]+, [A-Za-z. ]+", name["name"])]
    order = sorted(plain, key=lambda name: name.replace(",", "\x01").replace(".", " "))
    return wrong + differs(f"{page}: order of the names", order, plain)


def heads(page):
    """What stands above the columns is whole, in both media: no word is broken, nothing is cut, and no two
    texts lie on each other."""
    wrong = []
    for medium, found in page.heads.items():
        for head in found:
            place = f"{page}: {medium}: the head {head['text']!r}"
            for word in head["words"]:
                if word["pieces"] > 1:
                    wrong.append(f"{place}: the word {word['text']!r} is broken")
            if head["cut"]:
                wrong.append(f"{place}: is cut")
        for one, other in itertools.combinations(found, 2):
            if one["table"] == other["table"] and overlap(one["box"], other["box"]):
                wrong.append(
                    f"{page}: {medium}: the heads {one['text']!r} and {other['text']!r} lie on each other")
    return wrong


def room(page):
    """The board has columns to write in, on paper and nowhere else."""
    paper_room, screen_room = page.room
    if paper_room is None:
        return []
    wrong = differs(f"{page}: columns of the board on screen", 0, screen_room["width"])
    wrong += differs(f"{page}: cells of the board on screen", 0, screen_room["cells"])
    if abs(paper_room["cells"] - paper_room["width"]) > 0.02:
        wrong.append(
            f"{page}: cells for remarks have {paper_room['cells']:.2f} inches, their head {paper_room['width']:.2f}")
    if paper_room["width"] < 1.3 or paper_room["height"] < 0.3:
        wrong.append(
            f"{page}: remarks have {paper_room['width']:.2f} by {paper_room['height']:.2f} inches, expected "
            "1.3 by 0.3")
    return wrong


def sticky(page):
    """However far one has scrolled, the heads of a long table are seen below the marking where there is
    room for the table, and the names of the rows where there is not."""
    wrong = []
    for position in page.scrolled["wide"]:
        if abs(position["head"] - position["banner"]) > 1:
            wrong.append(
                f"{page}: scrolled to row {position['row']}: the heads are at {position['head']}, "
                f"expected below the marking at {position['banner']}")
    for position in page.scrolled["narrow"]:
        if abs(position["name"] - position["frame"]) > 1:
            wrong.append(
                f"{page}: scrolled sideways in row {position['row']}: the name is at {position['name']}, "
                f"expected at {position['frame']}")
    return wrong


def unfolding(page):
    """A derivation unfolds below its row, over the whole width, and moves no column."""
    found = page.unfolded
    if found is None:
        return []
    wrong = differs(f"{page}: places of the columns", found["before"], found["after"])
    wrong += differs(f"{page}: the derivation is shown", [False, True], found["shown"])
    if abs(found["width"] - found["table"]) > 2:
        wrong.append(
            f"{page}: the derivation is {found['width']} px wide, the table {found['table']}")
    return wrong


def bars(page):
    """The small bars are seen at every width, whole: no scroll box cuts them at first sight, their pieces
    have a line around them, and of those of the lowest levels each has a pattern."""
    wrong = []
    for width, found in page.bars.items():
        for bar in found["bars"]:
            if bar["right"] > bar["frame"] + 1 or bar["width"] < 40:
                wrong.append(
                    f"{page}: at {width} px: a bar ends at {bar['right']:.0f} in a frame that ends at "
                    f"{bar['frame']:.0f}, {bar['width']:.0f} px wide")
        for piece in found["pieces"]:
            if piece["stroke"] == "none" or piece["width"] == "0px":
                wrong.append(f"{page}: a piece {piece['level']} has no line around it")
            if piece["level"] in ("l1", "l2") and "url(" not in piece["fill"]:
                wrong.append(f"{page}: a piece {piece['level']} has no pattern but {piece['fill']}")
    return wrong[:20]


def stops(page):
    """What the keyboard leads to is named, each by a name of its own, and the way past the table is short."""
    found = page.facts["stops"]
    wrong = [f"{page}: a stop without a name: {stop['html']}" for stop in found if not stop["name"]]
    derived = [stop["name"] for stop in found if stop["isDerivation"]]
    twice = {name for name in derived if not re.match("Derivation of .+: [0-9.]+$", name)}
    wrong += [f"{page}: a derivation is called {name!r}" for name in sorted(twice)[:5]]
    if page.table("rated") and "#after" not in page.facts["links"]:
        wrong.append(f"{page}: no way past the table")
    return wrong


def document(page, board, published, marking, title, has_appendix=False):
    """Every check of a page, by name: of a roster, or of the index where there is no board."""
    own = {
        "roster": lambda: roster(page, board),
        "charts": lambda: roster_charts(page, board, published),
        "names": lambda: names(page, board),
        "room": lambda: room(page),
        "unfolding": lambda: unfolding(page),
        "sticky": lambda: sticky(page),
    } if board else {
        "index": lambda: index(page, published),
        "bars": lambda: bars(page),
    }
    return every(page) | own | {
        "paper": lambda: paper(
            page, marking, title, fingerprint(published), board, has_appendix),
    }


def document_with_appendix(*page):
    """Every check of a page of a run whose rosters end with all derivations."""
    return document(*page, has_appendix=True)


def review_document(page, board, review, marking, title):
    """Every check of a page of a review, by name: of a recommendation, or of the index."""
    own = {"recommendation": lambda: recommendation(page, board)} if board else {
        "review index": lambda: review_index(page, review)}
    return every(page) | own | {
        # What the authority handed back is not told the boards.
        "paper": lambda: paper(
            page, marking, title, fingerprint(review, besides="decided" if board else None), board,
            False),
    }


def every(page):
    """The checks of all pages."""
    return {
        "console and network": lambda: console_and_network(page),
        "markup": lambda: markup(page),
        "tables": lambda: tables(page),
        "links": lambda: links(page),
        "stops": lambda: stops(page),
        "heads": lambda: heads(page),
        "layout": lambda: layout(page),
        "accessibility": lambda: accessibility(page),
    }


def fingerprint(published, besides=None):
    """The letters that tell the sheets of two runs apart, without the inputs of a role."""
    kinds = {}
    for part in published.manifest["inputs"]:
        if part["role"] == besides:
            continue
        kinds.setdefault(part["role"], []).append(part["sha256"])
    # Of several files of one kind, that of all their hashes.
    codes = [one[0] if len(one) == 1 else hashlib.sha256("".join(one).encode()).hexdigest()
             for one in kinds.values()]
    return "·".join(code[:8] for code in codes)


def outcome(page, check):
    """What a check finds; a page at which it breaks down is wrong too."""
    try:
        return check()
    except Exception as error:
        return [f"{page}: the check broke down: {error!r}"]
