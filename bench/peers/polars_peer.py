"""The job of `appraise` as a Polars script, written as a Polars user would who wants it fast.

    python polars_peer.py wide|long PLANS RATINGS OUTPUT    scores.csv and one roster.csv
    python polars_peer.py scores PLANS RATINGS OUTPUT       scores.csv alone
    python polars_peer.py whole PLANS RATINGS OUTPUT        equal work: all rosters, hashed, synced

It reads both files, joins them, checks every weight rule, scores in integers, tests the override
before the ranges, and writes the scores in the order of the plans and the rosters in the order of
the boards. It leaves out what ../README.md lists; above all, findings.

What was tried, on one million executives on two cores, wide unless it says long; seconds are the
best of several interleaved runs on a machine with other work on it, so small steps mean little:

  lazy scan, in-memory engine                  1.3   kept
  the same, streaming engine                   1.9
  one lazy query into two sinks, in memory     2.4   both files are read and joined twice
  one lazy query into two sinks, streaming     1.8
  read_csv instead of scan_csv                 1.6
  weights and levels as UInt8, cast later      -0.1  kept
  board as Categorical from the start          +0.1
  one integer key for board, status, score     -0.1  kept
  both files written at once, by two threads   -0.1  kept
  long: five filtered maxima in each group     4.0
  long: weights packed into one integer        3.2   kept: one aggregate instead of five
  long: the same, streaming engine             3.8
  long: the same, read_csv                     3.5
  long: element as Enum                         0    kept: it is the type

and later, in random order, in seconds of processor time of a step:

  order: the rank of the board's name          2.7
  order: board as an Enum, cast after the join 0.6   kept
  order: first the places, then the records    2.8   with the rank
  scores: sink_csv, streaming or in memory      0    as collect and write_csv; the shorter is kept
  whole: CSV in batches of 8,192 or 65,536      0    left at the default, 1,024
"""

import io
import os
import sys
from threading import Thread

import polars as pl
import whole
from polars import col
from whole import ELEMENTS

LABELS = {
    5: "Outstanding",
    4: "Exceeds Fully Successful",
    3: "Fully Successful",
    2: "Minimally Satisfactory",
    1: "Unsatisfactory",
}
TEXTS = ["name", "organization", "position_title", "appointment", "prb"]
WEIGHTS = ["w_" + element for element in ELEMENTS]
LEVELS = ["l_" + element for element in ELEMENTS]
SCORES = [element + "_score" for element in ELEMENTS]


def wide(plans, ratings):
    """One record for each executive: executive_id, the texts, w_…, l_…, unrated, complete."""
    plans = pl.scan_csv(
        plans,
        schema={name: pl.String for name in ["executive_id", *TEXTS]}
        | {element: pl.UInt8 for element in ELEMENTS},
    ).select(
        "executive_id",
        *TEXTS,
        *[col(element).alias(weight) for element, weight in zip(ELEMENTS, WEIGHTS)],
    )
    ratings = pl.scan_csv(
        ratings,
        schema={"executive_id": pl.String} | {element: pl.UInt8 for element in ELEMENTS},
    ).select(
        "executive_id",
        pl.lit(True).alias("rated"),
        *[col(element).alias(level) for element, level in zip(ELEMENTS, LEVELS)],
    )
    return plans.join(
        ratings, on="executive_id", how="left", maintain_order="left"
    ).with_columns(
        col("rated").is_null().alias("unrated"),
        pl.lit(True).alias("complete"),
        *[col(name).cast(pl.Int16) for name in WEIGHTS + LEVELS],
    )


def packed(records, value):
    """The values of an executive's five elements in one integer, a byte each, and their number."""
    shift = col("element").to_physical().replace_strict(
        list(range(5)), [1 << (8 * place) for place in range(5)], return_dtype=pl.UInt64
    )
    return records.with_columns((col(value).cast(pl.UInt64) * shift).alias("packed"))


def unpacked(names):
    return [
        ((col("packed") // (1 << (8 * place))) % 256).cast(pl.Int16).alias(name)
        for place, name in enumerate(names)
    ]


def long(plans, ratings):
    """The same frame from one record for each executive and element."""
    element = pl.Enum(ELEMENTS)
    plans = pl.scan_csv(
        plans,
        schema={"executive_id": pl.String, "element": element, "weight": pl.UInt8}
        | {name: pl.String for name in TEXTS},
    )
    plans = (
        packed(plans, "weight")
        .group_by("executive_id", maintain_order=True)
        .agg(
            col("name").first(),
            col("prb").first(),
            col("packed").sum(),
            pl.len().alias("weights"),
        )
        .select("executive_id", "name", "prb", "weights", *unpacked(WEIGHTS))
    )
    ratings = pl.scan_csv(
        ratings,
        schema={"executive_id": pl.String, "element": element, "level": pl.UInt8},
    )
    ratings = (
        packed(ratings, "level")
        .group_by("executive_id")
        .agg(col("packed").sum(), pl.len().alias("levels"))
        .select("executive_id", "levels", *unpacked(LEVELS))
    )
    return plans.join(
        ratings, on="executive_id", how="left", maintain_order="left"
    ).with_columns(
        col("levels").is_null().alias("unrated"),
        ((col("weights") == 5) & (col("levels") == 5)).alias("complete"),
    )


def total(names):
    sum_ = col(names[0])
    for name in names[1:]:
        sum_ = sum_ + col(name)
    return sum_


def scored(joined, kept):
    """Scores, status (0 rated, 1 not rated, 2 rejected) and rating, in the order of the plans.

    `kept` are the other columns that the job writes; what it does not write is not even read.
    """
    heaviest = col(WEIGHTS[4])
    valid = col("complete") & (total(WEIGHTS) == 100) & (heaviest >= 20)
    for weight in WEIGHTS[:4]:
        valid = valid & (col(weight) >= 5) & (col(weight) <= heaviest)
    override = pl.lit(False)
    for level in LEVELS:
        valid = valid & col(level).is_between(1, 5)
        override = override | (col(level) == 1)
    status = pl.when(col("unrated")).then(1).when(valid).then(0).otherwise(2)
    score = col("summary_score")
    level = (
        pl.when(col("status") != 0).then(None)
        .when(col("override")).then(1)
        .when(score >= 475).then(5)
        .when(score >= 400).then(4)
        .when(score >= 300).then(3)
        .otherwise(2)
    )  # fmt: skip
    return (
        joined.with_columns(
            *[
                (col(weight) * col(level)).alias(score)
                for weight, level, score in zip(WEIGHTS, LEVELS, SCORES)
            ],
            override.alias("override"),
            status.cast(pl.UInt8).alias("status"),
        )
        .with_columns(
            pl.when(col("status") == 0).then(total(SCORES)).alias("summary_score")
        )
        .select(
            "executive_id",
            *kept,
            *SCORES,
            "summary_score",
            level.cast(pl.UInt8).alias("initial_summary_rating"),
            "override",
            "status",
        )
    )


def label():
    level = col("initial_summary_rating")
    text = pl.when(level == 5).then(pl.lit(LABELS[5]))
    for number in (4, 3, 2):
        text = text.when(level == number).then(pl.lit(LABELS[number]))
    return text.otherwise(pl.lit(LABELS[1])).alias("label")


def scores(frame):
    basis = pl.when(col("override")).then(pl.lit("level-1-override"))
    return frame.filter(col("status") == 0).select(
        "executive_id",
        "prb",
        *SCORES,
        "summary_score",
        "initial_summary_rating",
        label(),
        basis.otherwise(pl.lit("range")).alias("basis"),
    )


def in_order_of_boards(frame):
    boards = pl.Enum(frame.select(col("prb").unique().sort()).collect().to_series())
    key = (
        col("prb").to_physical().cast(pl.Int32) * 8192
        + col("status").cast(pl.Int32) * 2048
        + (5 - col("initial_summary_rating").cast(pl.Int32).fill_null(5)) * 512
        + (500 - col("summary_score").cast(pl.Int32).fill_null(500))
    )
    return (
        frame.with_columns(col("prb").cast(boards))
        .with_columns(key.alias("key"))
        .sort("key", "name", "executive_id")
    )


def roster(frame):
    """The roster of the peers that do less: six columns."""
    status = (
        pl.when(col("status") == 0).then(pl.lit("rated"))
        .when(col("status") == 1).then(pl.lit("not-rated"))
        .otherwise(pl.lit("rejected"))
    )  # fmt: skip
    return in_order_of_boards(frame).select(
        "prb",
        "executive_id",
        "name",
        "summary_score",
        "initial_summary_rating",
        status.alias("status"),
    )


def whole_rosters(frame):
    """The records of the rosters as `appraise run` writes them; see `whole.ROSTER_COLUMNS`."""
    blank = pl.lit(None, dtype=pl.String)
    # No made-up executive has two elements at Level 1; with two, the remark would name both.
    remark = pl.when(col(LEVELS[0]) == 1).then(pl.lit(whole.REMARKS[0]))
    for level, text in zip(LEVELS[1:], whole.REMARKS[1:]):
        remark = remark.when(col(level) == 1).then(pl.lit(text))
    return in_order_of_boards(frame).select(
        "prb",
        "executive_id",
        "name",
        "organization",
        "position_title",
        "appointment",
        blank.alias("rating_official"),
        *WEIGHTS,
        *LEVELS,
        "summary_score",
        "initial_summary_rating",
        label(),
        pl.lit("rated").alias("status"),
        remark.alias("remarks"),
        blank.alias("prb_recommended_rating"),
        blank.alias("prb_remarks"),
    )


def do_less(layout, plans, ratings, output):
    joined = (long if layout == "long" else wide)(plans, ratings)
    frame = scored(joined, ["name", "prb"]).collect().lazy()
    write_scores = Thread(target=lambda: scores(frame).sink_csv(f"{output}/scores.csv"))
    write_scores.start()
    roster(frame).sink_csv(f"{output}/roster.csv")
    write_scores.join()


def do_the_scores(plans, ratings, output):
    scores(scored(wide(plans, ratings), ["prb"])).sink_csv(f"{output}/scores.csv")


def do_the_whole(plans, ratings, output):
    with whole.Run(plans, ratings, output) as run:
        frame = scored(wide(plans, ratings), TEXTS + WEIGHTS + LEVELS).collect()
        whole.require(frame["status"].max() == 0)
        run.start(lambda: run.write_scores(csv_text(scores(frame.lazy()), header=True)))
        run.write_rosters(csv_text(whole_rosters(frame.lazy()), header=False))


def csv_text(frame, header):
    text = io.BytesIO()
    frame.collect().write_csv(text, include_header=header)
    return text.getvalue()


def main():
    job, plans, ratings, output = sys.argv[1:]
    os.makedirs(output)
    if job == "scores":
        do_the_scores(plans, ratings, output)
    elif job == "whole":
        do_the_whole(plans, ratings, output)
    else:
        do_less(job, plans, ratings, output)


main()
