"""The job of `appraise run` as a DuckDB script, written as a DuckDB user would who wants it fast.

    python duckdb_peer.py wide|long PLANS RATINGS OUTPUT          scores.csv and one roster.csv
    python duckdb_peer.py wide-boards PLANS RATINGS OUTPUT        one roster file for each board

It reads both files, joins them, checks every weight rule, scores in integers, tests the override
before the ranges, and writes the scores in the order of the plans and the rosters in the order of
the boards. It leaves out what ../README.md lists; above all, findings, hashes and durability.

What was tried, on one million executives on two cores, wide unless it says long; seconds are the
best of several interleaved runs on a machine with other work on it, so small steps mean little:

  the join's result written as it comes        1.8   not in the order of the plans: a join keeps none
  plans into a table, ORDER BY its rowid       2.1   kept; sorted once, when the scores are made
  row_number() over the file, no table         2.4   the numbering runs on one core
  ORDER BY the name of the board               +0.2  hence a number for each board
  one integer key for board, status, score      0    kept, with a little less processor time
  read buffers of 8 and 64 MB, strict_mode off  0    left at the defaults
  both COPYs at once on two cursors            +0.1  each uses all cores already
  long: element as VARCHAR                     +0.4  hence an ENUM
  long: the five weights packed in one integer  0    hence the plain MAX … FILTER
  long: texts looked up after the grouping     +0.5
  boards: PARTITION_BY, 10,000 open files      5.6   kept, though it keeps no order within a board
  boards: PARTITION_BY, 100 open files         6.6
  boards: the same on one thread               12.3  keeps the order
  boards: a COPY for each board                11.6  keeps the order; one thread or two
"""

import os
import sys

import duckdb

ELEMENTS = [
    "leading_change",
    "leading_people",
    "business_acumen",
    "building_coalitions",
    "results_driven",
]
OTHERS = ELEMENTS[:4]
HEAVIEST = ELEMENTS[4]

TEXTS = "'name': 'VARCHAR', 'organization': 'VARCHAR', 'position_title': 'VARCHAR'"
TEXTS += ", 'appointment': 'VARCHAR', 'prb': 'VARCHAR'"


def csv_file(path, columns):
    """A CSV file with its dialect and types given, so that nothing is sniffed."""
    path = path.replace("'", "''")
    return (
        f"read_csv('{path}', columns = {{{columns}}}, header = true, auto_detect = false,"
        " delim = ',', quote = '\"', escape = '\"', new_line = '\\n')"
    )


def each(pattern, separator=", ", elements=ELEMENTS):
    return separator.join(pattern.format(element=element) for element in elements)


def wide(connection, plans, ratings):
    """A query of ord, executive_id, name, prb, w_<element>…, l_<element>…, unrated, complete."""
    columns = f"'executive_id': 'VARCHAR', {TEXTS}, " + each("'{element}': 'UTINYINT'")
    connection.execute(
        f"CREATE TABLE plans AS SELECT executive_id, name, prb, {each('{element}')}"
        f" FROM {csv_file(plans, columns)}"
    )
    columns = "'executive_id': 'VARCHAR', " + each("'{element}': 'UTINYINT'")
    return f"""
        SELECT plans.rowid AS ord, plans.executive_id, plans.name, plans.prb,
            {each("plans.{element}::SMALLINT AS w_{element}")},
            {each("ratings.{element}::SMALLINT AS l_{element}")},
            ratings.executive_id IS NULL AS unrated, true AS complete
        FROM plans LEFT JOIN {csv_file(ratings, columns)} AS ratings USING (executive_id)"""


def long(connection, plans, ratings):
    """The same query from one record for each executive and element."""
    connection.execute(
        "CREATE TYPE element AS ENUM (" + each("'{element}'") + ")"
    )
    columns = f"'executive_id': 'VARCHAR', 'element': 'element', 'weight': 'UTINYINT', {TEXTS}"
    connection.execute(
        "CREATE TABLE plans AS SELECT executive_id, element, weight, name, prb"
        f" FROM {csv_file(plans, columns)}"
    )
    columns = "'executive_id': 'VARCHAR', 'element': 'element', 'level': 'UTINYINT'"
    weights = each("max(weight) FILTER (element = '{element}')::SMALLINT AS w_{element}")
    levels = each("max(level) FILTER (element = '{element}')::SMALLINT AS l_{element}")
    return f"""
        SELECT p.*, r.* EXCLUDE (executive_id), r.executive_id IS NULL AS unrated,
            weights = 5 AND levels = 5 AS complete
        FROM (
            SELECT min(rowid) AS ord, executive_id, any_value(name) AS name,
                any_value(prb) AS prb, count(*) AS weights, {weights}
            FROM plans GROUP BY executive_id
        ) AS p LEFT JOIN (
            SELECT executive_id, count(*) AS levels, {levels}
            FROM {csv_file(ratings, columns)} GROUP BY executive_id
        ) AS r USING (executive_id)"""


def score(connection, joined):
    """The table `scored`, in the order of the plans. Status: 0 rated, 1 not rated, 2 rejected."""
    rules = " AND ".join(
        [
            "complete",
            each("w_{element}", " + ") + " = 100",
            f"w_{HEAVIEST} >= 20",
            each("w_{element} >= 5", " AND ", OTHERS),
            each(f"w_{{element}} <= w_{HEAVIEST}", " AND ", OTHERS),
            each("l_{element} BETWEEN 1 AND 5", " AND "),
        ]
    )
    connection.execute(f"""
        CREATE TABLE scored AS
        SELECT ord, executive_id, name, prb, {each("{element}_score")}, status, summary_score,
            CASE WHEN status <> 0 THEN NULL
                WHEN override THEN 1
                WHEN summary_score >= 475 THEN 5
                WHEN summary_score >= 400 THEN 4
                WHEN summary_score >= 300 THEN 3
                ELSE 2 END::UTINYINT AS level,
            override
        FROM (
            SELECT ord, executive_id, name, prb, {each("w_{element} * l_{element} AS {element}_score")},
                CASE WHEN unrated THEN 1 WHEN {rules} THEN 0 ELSE 2 END::UTINYINT AS status,
                CASE WHEN {rules} THEN {each("w_{element} * l_{element}", " + ")} END::SMALLINT
                    AS summary_score,
                {each("l_{element} = 1", " OR ")} AS override
            FROM ({joined})
        )
        ORDER BY ord""")


def write_scores(connection, output):
    connection.execute(f"""
        COPY (
            SELECT executive_id, prb, {each("{element}_score")}, summary_score,
                level AS initial_summary_rating,
                CASE level WHEN 5 THEN 'Outstanding' WHEN 4 THEN 'Exceeds Fully Successful'
                    WHEN 3 THEN 'Fully Successful' WHEN 2 THEN 'Minimally Satisfactory'
                    ELSE 'Unsatisfactory' END AS label,
                CASE WHEN override THEN 'level-1-override' ELSE 'range' END AS basis
            FROM scored WHERE status = 0
        ) TO '{output}/scores.csv' (FORMAT csv, HEADER)""")


def write_roster(connection, output, board_files):
    connection.execute(
        "CREATE TABLE boards AS SELECT prb, row_number() OVER (ORDER BY prb) AS board"
        " FROM (SELECT DISTINCT prb FROM scored)"
    )
    target = f"'{output}/roster.csv' (FORMAT csv, HEADER)"
    if board_files:
        connection.execute("SET partitioned_write_max_open_files = 10000")
        target = (
            f"'{output}/rosters'"
            " (FORMAT csv, HEADER, PARTITION_BY (prb), WRITE_PARTITION_COLUMNS true)"
        )
    connection.execute(f"""
        COPY (
            SELECT prb, executive_id, name, summary_score, level AS initial_summary_rating,
                CASE status WHEN 0 THEN 'rated' WHEN 1 THEN 'not-rated' ELSE 'rejected' END AS status
            FROM scored JOIN boards USING (prb)
            ORDER BY board * 8192::INTEGER + scored.status * 2048::INTEGER
                + (5 - coalesce(level, 5)) * 512 + (500 - coalesce(summary_score, 500)),
                name, executive_id
        ) TO {target}""")


def main():
    job, plans, ratings, output = sys.argv[1:]
    os.makedirs(output)
    connection = duckdb.connect()
    score(connection, (long if job == "long" else wide)(connection, plans, ratings))
    write_scores(connection, output)
    write_roster(connection, output, board_files=job == "wide-boards")


main()
