"""The job of `appraise` as a DuckDB script, written as a DuckDB user would who wants it fast.

    python duckdb_peer.py wide|long PLANS RATINGS OUTPUT    scores.csv and one roster.csv
    python duckdb_peer.py wide-boards PLANS RATINGS OUTPUT  one roster file for each board
    python duckdb_peer.py scores PLANS RATINGS OUTPUT       scores.csv alone
    python duckdb_peer.py whole PLANS RATINGS OUTPUT        equal work: all rosters, hashed, synced

It reads both files, joins them, checks every weight rule, scores in integers, tests the override
before the ranges, and writes the scores in the order of the plans and the rosters in the order of
the boards. It leaves out what ../README.md lists; above all, findings.

What was tried, on one million executives on two cores, wide unless it says long; seconds are the
best of several interleaved runs on a machine with other work on it, so small steps mean little:

  the join's result written as it comes        1.8   not in the order of the plans: a join keeps none
  plans into a table, ORDER BY its rowid       2.1   kept
  row_number() over the file, no table         2.4   the numbering runs on one core
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

and later, in random order, in seconds of processor time for all columns of the rosters:

  scores sorted into a table, rosters from it  7.0
  a table in no order, each file sorted        5.9
  the same, board as an ENUM, no second join   5.3   kept
"""

import mmap
import os
import sys

import duckdb
import whole
from whole import ELEMENTS

OTHERS = ELEMENTS[:4]
HEAVIEST = ELEMENTS[4]

TEXTS = ["name", "organization", "position_title", "appointment", "prb"]


def csv_file(path, columns):
    """A CSV file with its dialect and types given, so that nothing is sniffed."""
    path = path.replace("'", "''")
    return (
        f"read_csv('{path}', columns = {{{columns}}}, header = true, auto_detect = false,"
        " delim = ',', quote = '\"', escape = '\"', new_line = '\\n')"
    )


def each(pattern, separator=", ", elements=ELEMENTS):
    return separator.join(pattern.format(element=element) for element in elements)


def wide(connection, plans, ratings, texts):
    """A query of ord, executive_id, the texts, w_<element>…, l_<element>…, unrated, complete."""
    columns = ", ".join(
        [
            "'executive_id': 'VARCHAR'",
            each("'{element}': 'VARCHAR'", elements=TEXTS),
            each("'{element}': 'UTINYINT'"),
        ]
    )
    connection.execute(
        f"CREATE TABLE plans AS SELECT executive_id, {', '.join(texts)}, {each('{element}')}"
        f" FROM {csv_file(plans, columns)}"
    )
    columns = "'executive_id': 'VARCHAR', " + each("'{element}': 'UTINYINT'")
    return f"""
        SELECT plans.rowid AS ord, plans.executive_id, {", ".join(texts)},
            {each("plans.{element}::SMALLINT AS w_{element}")},
            {each("ratings.{element}::SMALLINT AS l_{element}")},
            ratings.executive_id IS NULL AS unrated, true AS complete
        FROM plans LEFT JOIN {csv_file(ratings, columns)} AS ratings USING (executive_id)"""


def long(connection, plans, ratings, texts):
    """The same query from one record for each executive and element."""
    connection.execute(
        "CREATE TYPE element AS ENUM (" + each("'{element}'") + ")"
    )
    columns = "'executive_id': 'VARCHAR', 'element': 'element', 'weight': 'UTINYINT', "
    columns += each("'{element}': 'VARCHAR'", elements=TEXTS)
    connection.execute(
        f"CREATE TABLE plans AS SELECT executive_id, element, weight, {', '.join(texts)}"
        f" FROM {csv_file(plans, columns)}"
    )
    columns = "'executive_id': 'VARCHAR', 'element': 'element', 'level': 'UTINYINT'"
    weights = each("max(weight) FILTER (element = '{element}')::SMALLINT AS w_{element}")
    levels = each("max(level) FILTER (element = '{element}')::SMALLINT AS l_{element}")
    return f"""
        SELECT p.*, r.* EXCLUDE (executive_id), r.executive_id IS NULL AS unrated,
            weights = 5 AND levels = 5 AS complete
        FROM (
            SELECT min(rowid) AS ord, executive_id, count(*) AS weights, {weights},
                {each("any_value({element}) AS {element}", elements=texts)}
            FROM plans GROUP BY executive_id
        ) AS p LEFT JOIN (
            SELECT executive_id, count(*) AS levels, {levels}
            FROM {csv_file(ratings, columns)} GROUP BY executive_id
        ) AS r USING (executive_id)"""


def scored(joined, kept):
    """A query of the scores, in no order. Status: 0 rated, 1 not rated, 2 rejected.

    `kept` are the other columns that the job writes.
    """
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
    kept = ", ".join(kept)
    return f"""
        SELECT ord, executive_id, {kept}, {each("{element}_score")}, status, summary_score,
            CASE WHEN status <> 0 THEN NULL
                WHEN override THEN 1
                WHEN summary_score >= 475 THEN 5
                WHEN summary_score >= 400 THEN 4
                WHEN summary_score >= 300 THEN 3
                ELSE 2 END::UTINYINT AS level,
            override
        FROM (
            SELECT ord, executive_id, {kept}, {each("w_{element} * l_{element} AS {element}_score")},
                CASE WHEN unrated THEN 1 WHEN {rules} THEN 0 ELSE 2 END::UTINYINT AS status,
                CASE WHEN {rules} THEN {each("w_{element} * l_{element}", " + ")} END::SMALLINT
                    AS summary_score,
                {each("l_{element} = 1", " OR ")} AS override
            FROM ({joined})
        )"""


LABEL = """CASE level WHEN 5 THEN 'Outstanding' WHEN 4 THEN 'Exceeds Fully Successful'
    WHEN 3 THEN 'Fully Successful' WHEN 2 THEN 'Minimally Satisfactory'
    ELSE 'Unsatisfactory' END AS label"""


def write_scores(connection, source, target):
    """In the order of the plans, which `source` does not keep."""
    connection.execute(f"""
        COPY (
            SELECT executive_id, prb, {each("{element}_score")}, summary_score,
                level AS initial_summary_rating, {LABEL},
                CASE WHEN override THEN 'level-1-override' ELSE 'range' END AS basis
            FROM {source} WHERE status = 0 ORDER BY ord
        ) TO '{target}' (FORMAT csv, HEADER, USE_TMP_FILE false)""")


def write_roster(connection, columns, target):
    """The records in the order of the boards, or in none where DuckDB partitions them."""
    connection.execute("CREATE TYPE board AS ENUM (SELECT DISTINCT prb FROM scored ORDER BY prb)")
    connection.execute(f"""
        COPY (
            SELECT {columns}
            FROM (SELECT * REPLACE (prb::board AS prb) FROM scored)
            ORDER BY enum_code(prb)::INTEGER * 8192::INTEGER + status * 2048::INTEGER
                + (5 - coalesce(level, 5)) * 512 + (500 - coalesce(summary_score, 500)),
                name, executive_id
        ) TO {target}""")


def do_less(connection, job, plans, ratings, output):
    texts = ["name", "prb"]
    joined = (long if job == "long" else wide)(connection, plans, ratings, texts)
    connection.execute(f"CREATE TABLE scored AS {scored(joined, texts)}")
    write_scores(connection, "scored", f"{output}/scores.csv")
    target = f"'{output}/roster.csv' (FORMAT csv, HEADER)"
    if job == "wide-boards":
        connection.execute("SET partitioned_write_max_open_files = 10000")
        target = (
            f"'{output}/rosters'"
            " (FORMAT csv, HEADER, PARTITION_BY (prb), WRITE_PARTITION_COLUMNS true)"
        )
    columns = """prb, executive_id, name, summary_score, level AS initial_summary_rating,
        CASE status WHEN 0 THEN 'rated' WHEN 1 THEN 'not-rated' ELSE 'rejected' END AS status"""
    write_roster(connection, columns, target)


def do_the_scores(connection, plans, ratings, output):
    joined = wide(connection, plans, ratings, ["prb"])
    write_scores(connection, f"({scored(joined, ['prb'])})", f"{output}/scores.csv")


def do_the_whole(connection, plans, ratings, output):
    kept = TEXTS + [prefix + element for prefix in ("w_", "l_") for element in ELEMENTS]
    remark = " ".join(
        f"WHEN l_{element} = 1 THEN '{remark}'" for element, remark in zip(ELEMENTS, whole.REMARKS)
    )
    columns = f"""prb, executive_id, name, organization, position_title, appointment,
        NULL AS rating_official, {each("w_{element}")}, {each("l_{element}")}, summary_score, level,
        {LABEL}, 'rated' AS status, CASE {remark} END AS remarks,
        NULL AS prb_recommended_rating, NULL AS prb_remarks"""
    options = "(FORMAT csv, HEADER false, USE_TMP_FILE false)"
    with whole.Run(plans, ratings, output) as run:
        joined = wide(connection, plans, ratings, TEXTS)
        connection.execute(f"CREATE TABLE scored AS {scored(joined, kept)}")
        whole.require(connection.execute("SELECT max(status) = 0 FROM scored").fetchone()[0])
        run.start(run.write_scores, text(lambda target: write_scores(connection, "scored", target)))
        run.write_rosters(
            text(lambda target: write_roster(connection, columns, f"'{target}' {options}"))
        )


def text(write):
    """What is written to a file that is only in memory."""
    descriptor = os.memfd_create("text")
    write(f"/proc/self/fd/{descriptor}")
    return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)


def main():
    job, plans, ratings, output = sys.argv[1:]
    os.makedirs(output)
    connection = duckdb.connect()
    if job == "scores":
        do_the_scores(connection, plans, ratings, output)
    elif job == "whole":
        do_the_whole(connection, plans, ratings, output)
    else:
        do_less(connection, job, plans, ratings, output)


main()
