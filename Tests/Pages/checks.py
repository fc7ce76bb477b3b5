"""What has to hold for a page. Each check returns what is wrong, a sentence for each thing: the
page, the place, what was expected and what was found. An empty list is a page that is right."""

import itertools
import re

from published import COUNTS, LEVELS, STATUSES, hundredths, percent, text

# Every element of a page with the attributes that it may have. What is not here came from data.
CELL = {"scope", "class", "data-columns"}
ELEMENTS = {
    "html": {"lang"}, "head": set(), "title": {"id"}, "style": set(), "body": {"class"},
    "meta": {"charset", "name", "content", "http-equiv"}, "link": {"rel", "href"},
    "header": set(), "main": {"id"}, "footer": set(), "nav": {"aria-label"}, "section": {"class"},
    "article": {"class"}, "h1": set(), "h2": set(), "h3": set(), "p": {"class"}, "span": {"class"},
    "a": {"href", "class"}, "b": set(), "small": set(), "code": set(), "br": set(), "ol": {"id", "class"},
    "ul": {"id", "class"}, "li": set(), "dl": {"class"}, "dt": set(), "dd": set(),
    "div": {"class", "tabindex", "role", "aria-labelledby"}, "figure": set(), "figcaption": set(),
    "details": set(), "summary": set(), "table": {"id", "class"}, "caption": {"id"},
    "thead": set(), "tbody": set(), "tr": {"class"}, "th": CELL, "td": {"class"},
    "svg": {"role", "aria-labelledby", "aria-hidden", "class", "viewBox", "preserveAspectRatio"},
    "desc": {"id"}, "text": {"class", "x", "y"}, "rect": {"class", "x", "y", "width", "height"},
    "path": {"class", "d", "stroke-dasharray"},
}
LINK = re.compile(
    r"#main|(\.\./)?index\.html|(findings|register|changes|boards|limits|statistics|annual-ratings)\.csv"
    r"|summary\.json|(rosters|boards)/[a-z0-9-]{1,64}\.html"
    r"|sheets/(board|authority)/[a-z0-9-]{1,64}\.csv|data:,")

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
    _, console, requests = page.first_look
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
    give fewer."""
    def bare(of):
        found, findings = [], None
        for depth, element, attributes in of.facts["elements"]:
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
    """No violation that axe knows of, in light and dark mode."""
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
    for status in STATUSES:
        records = board.of(status)
        table = page.table(status)
        if table is None:
            wrong += differs(f"{page}: executives in table {status}", len(records), 0)
            continue
        place = f"{page}: table {status}"
        rows += len(table["rows"])
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
    return wrong + differs(f"{page}: rows of all tables", len(board.records), rows)


def shown_as(column, record):
    value = text(record[column])
    return f"{value} %" if value and column.endswith("_weight") else value


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
            "count": str(count),
            "percent": percent(count, counts["rated"]),
        })
        if agency:
            records[-1]["agency_percent"] = percent(agency[f"level_{level}"], agency["rated"])
    return wrong + cells(place, table, records)


def level_chart(page, chart, counts, agency=None):
    """The drawn bars and marks against the counts of the index."""
    place = f"{page}: chart of the levels"
    width = int(chart["viewBox"].split()[2])
    wrong = []
    found = [label["text"] for label in chart["texts"]]
    for number, level in enumerate(LEVELS):
        count = counts[f"level_{level}"]
        label = f"{count} · {percent(count, counts['rated'])}"
        if label not in found:
            wrong.append(f"{place}, Level {level}: expected the text {label!r}, found {found}")
        bar = chart["bars"][number] if number < len(chart["bars"]) else None
        wrong += differs(f"{place}, Level {level}: bar", count * width // counts["rated"], bar)
        if f"Level {level}, {count};" not in chart["names"][1]:
            wrong.append(f"{place}, Level {level}: not told in {chart['names'][1]!r}")
        if agency:
            share = agency[f"level_{level}"] * width // agency["rated"]
            mark = chart["marks"][number] if number < len(chart["marks"]) else ""
            wrong += differs(
                f"{place}, Level {level}: mark", str(share), re.split("[M ]", mark + "M ")[1])
    return wrong


def score_chart(page, chart, records):
    """The drawn dots against the scores of the CSV file: one for each executive, where it belongs."""
    place = f"{page}: chart of the scores"
    scores = sorted(hundredths(record["summary_score"]) for record in records)
    wrong = []
    told = (scores[0], scores[-1], scores[(len(scores) - 1) // 2])
    sentence = "from {} to {}; the middle score is {}.".format(
        *(f"{score / 100:.2f}".rstrip("0").rstrip(".") for score in told))
    if sentence not in chart["names"][1]:
        wrong.append(f"{place}: expected {sentence!r}, found {chart['names'][1]!r}")
    [dots] = chart["dots"]
    step = int(dots["dashes"].split()[1])
    drawn = []
    for x, height in re.findall(r"M(\d+) \d+v-(\d+)", dots["d"]):
        drawn += [int(x)] * ((int(height) - 1) // step + 1)
    wrong += differs(f"{place}: dots", len(scores), len(drawn))
    # The borders of the ranges are drawn to the same measure.
    borders = [
        (int(label["text"]), float(label["x"])) for label in chart["texts"]
        if label["text"] in ("200", "300", "400", "475") and label["x"] is not None]
    wrong += differs(f"{place}: borders", [200, 300, 400, 475], [border for border, _ in borders])
    if not wrong:
        (low, left), (high, right) = borders[0], borders[2]
        for score, x in zip(scores, sorted(drawn)):
            expected = left + (score / 100 - low) * (right - left) / (high - low)
            # A dot stands for scores that are up to five points apart.
            if abs(x - expected) > 5 * (right - left) / (high - low):
                wrong.append(f"{place}: score {score / 100}: expected at {expected:.0f}, found {x}")
    return wrong


def roster_charts(page, board, published):
    """The charts and the table next to them against the index and the roster."""
    if not board.counts["rated"]:
        return differs(f"{page}: charts of nobody", [], page.facts["charts"])
    charts = page.facts["charts"]
    wrong = distribution(
        page, page.table(".distribution"), board.counts, published.labels, published.overall)
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
        records = [{name: key} | {count: str(value[count]) for count in COUNTS} for key, value in counts]
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
        [str(published.summary["control_totals"][key])] for key in (
            "plan_records", "further_plan_records", "rating_records", "matched_rating_records",
            "rating_records_without_plan", "executives", "rated", "not_rated", "rejected")], [1])
    table = page.table("findings")
    found = {
        (row[0][0], row[1][0]): int(row[2][0]) for row in table["rows"]} if table else {}
    wrong += differs(f"{page}: table findings", dict(published.findings), found)
    wrong += numbers(page, "inputs", [
        [part[key] if key != "records" else str(part[key]) for key in ("role", "name", "records", "sha256")]
        for part in published.manifest["inputs"]], [0, 1, 2, 3])
    return wrong


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
        expected.append((before * width // rated, count * width // rated))
        before += count
    found = [
        tuple(int(number) for number in re.findall(r"^M(\d+) 0h(\d+)", path)[0])
        for path in spark["paths"]]
    return differs(f"{place}: small chart", expected, found)


def links(page):
    """Every link of the page leads to a file of the same directory."""
    return [
        f"{page}: the link {link} leads nowhere" for link in page.facts["links"]
        if not (page.path.parent / link).is_file()]


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
    return wrong + differs(f"{page}: signature", board.line["recommended"] != "0", has_signature)


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
        expected = [board.page, f"sheets/board/{board.slug}.csv"]
        if board.line["recommended"] != "0":
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
        {(row[0][0], row[1][0]): int(row[2][0]) for row in table["rows"]})
    for citation in {limit["citation"] for limit in review.limits}:
        if citation and not any(citation in one for one in page.facts["paragraphs"]):
            wrong.append(f"{page}: no citation {citation!r}")
    return wrong


# On paper


def squeezed(characters):
    return re.sub(r"\s", "", characters)


def paper(page, marking, title, board=None, has_appendix=True):
    """Every sheet has the marking twice, the title, its number of all, and the name of the board; and
    every executive stands on one of them, the rated in the roster and in the appendix. A signature
    stands on one sheet with its heading."""
    sheets = page.sheets
    wrong = [] if sheets else [f"{page}: the PDF has no sheet"]
    for number, sheet in enumerate(sheets, 1):
        place = f"{page}: sheet {number}"
        if f"Page {number} of {len(sheets)}" not in sheet:
            wrong.append(f"{place}: no 'Page {number} of {len(sheets)}' in {sheet[-200:]!r}")
        if sheet.count(marking) < 2:
            wrong.append(f"{place}: expected the marking twice, found it {sheet.count(marking)} times")
        if title not in sheet:
            wrong.append(f"{place}: no title {title!r}")
        # What is no ASCII comes out of a PDF in other characters; what is long is cut on purpose.
        if board and board.name.isascii() and len(board.name) < 60:
            if squeezed(board.name) not in squeezed(sheet):
                wrong.append(f"{place}: no name of the board, {board.name!r}")
    everything = squeezed("".join(sheets))
    for record in board.records if board else []:
        identity, times = text(record["executive_id"]), 2 if has_appendix and record["status"] == "rated" else 1
        found = everything.count(squeezed(identity))
        if found < times:
            wrong.append(
                f"{page}: {identity!r}: expected on paper at least {times} times, found {found}")
    if page.table("signature"):
        whole = [sheet for sheet in sheets if all(
            squeezed(part) in squeezed(sheet)
            for part in ("Recommendation to the appointing authority", "Signature of the chair",
                         "ChairSignatureDate"))]
        wrong += differs(f"{page}: sheets with the whole signature", 1, len(whole))
    return wrong


def document(page, board, published, marking, title):
    """Every check of a page, by name: of a roster, or of the index where there is no board."""
    own = {
        "roster": lambda: roster(page, board),
        "charts": lambda: roster_charts(page, board, published),
    } if board else {"index": lambda: index(page, published)}
    return {
        "console and network": lambda: console_and_network(page),
        "markup": lambda: markup(page),
        "tables": lambda: tables(page),
        **own,
        "layout": lambda: layout(page),
        "accessibility": lambda: accessibility(page),
        "paper": lambda: paper(page, marking, title, board),
    }


def review_document(page, board, review, marking, title):
    """Every check of a page of a review, by name: of a recommendation, or of the index."""
    own = {"recommendation": lambda: recommendation(page, board)} if board else {
        "review index": lambda: review_index(page, review)}
    return {
        "console and network": lambda: console_and_network(page),
        "markup": lambda: markup(page),
        "tables": lambda: tables(page),
        **own,
        "links": lambda: links(page),
        "layout": lambda: layout(page),
        "accessibility": lambda: accessibility(page),
        "paper": lambda: paper(page, marking, title, board, has_appendix=False),
    }


def outcome(page, check):
    """What a check finds; a page at which it breaks down is wrong too."""
    try:
        return check()
    except Exception as error:
        return [f"{page}: the check broke down: {error!r}"]
