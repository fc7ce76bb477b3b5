"""The record of a run: table.md, results.json and machine.txt."""

import datetime
import json
import pathlib

ROOT = pathlib.Path(__file__).resolve().parent.parent
MB = 1_000_000


def figure(value, unit):
    if value is None:
        return "–"
    digits = 0 if unit in ("MB", "ms") else 2
    return f"{value:,.{digits}f} {unit}" if value >= 0.01 else f"{value:g} {unit}"


def markdown_table(header, lines):
    rows = [header, ["---"] * len(header), *lines]
    return "".join("| " + " | ".join(row) + " |\n" for row in rows)


def table(rows):
    criteria = []
    timings = []
    quiet = []
    for row in rows:
        for c in row.criteria:
            figures = [figure(value, c.unit) for value in (c.value, c.cpu, c.must, c.aim)]
            criteria.append([row.title, c.what, *figures, c.verdict])
        first = row.contestants[0]
        for c in row.contestants:
            walls = [m.wall for m in c.measurements]
            timings.append(
                [
                    row.name,
                    c.name,
                    f"{c.wall:.3f} s",
                    f"{min(walls):.3f}–{max(walls):.3f} s",
                    f"{c.cpu:.3f} s",
                    f"{c.memory / MB:,.0f} MB",
                    f"{c.wall / first.wall:.2f} ×",
                    str(len(walls)),
                ]
            )
        quiet.append(
            [row.name, f"{row.load:.2f}", f"{row.elsewhere:.0%}", f"{row.microseconds_a_file:.0f} µs"]
        )
    tables = [
        (["work", "what", "measured", "in processor time", "must", "aim", "verdict"], criteria),
        (
            ["row", "program", "median", "range", "processor time", "peak memory", "to the first", "rounds"],
            timings,
        ),
        (["row", "load before", "processors taken by others", "to make a file, before"], quiet),
    ]
    return "\n".join(markdown_table(*contents) for contents in tables)


def results(options, rows, facts):
    def shown(path):
        """A command without the place of this checkout."""
        return str(path).replace(f"{ROOT}/", "")

    def rounded(value):
        return None if value is None else round(value, 4)

    return {
        "size": options.size,
        "seed": options.seed,
        "machine": facts,
        "rows": [
            {
                "name": row.name,
                "title": row.title,
                "load_before": row.load,
                "share_taken_by_others": rounded(row.elsewhere),
                "microseconds_to_make_a_file": round(row.microseconds_a_file, 1),
                "criteria": [
                    {
                        "what": c.what,
                        "measured": rounded(c.value),
                        "in_processor_time": rounded(c.cpu),
                        "must": c.must,
                        "aim": c.aim,
                        "unit": c.unit,
                        "bound": "at least" if c.at_least else "at most",
                        "verdict": c.verdict,
                    }
                    for c in row.criteria
                ],
                "programs": [
                    {
                        "name": c.name,
                        "command": [shown(part) for part in c.command],
                        "executives": c.executives,
                        "input_bytes": sum(path.stat().st_size for path in c.inputs),
                        "median_seconds": round(c.wall, 6),
                        "median_processor_seconds": round(c.cpu, 6),
                        "peak_memory_bytes": c.memory,
                        "wall_seconds": [round(m.wall, 6) for m in c.measurements],
                        "user_seconds": [round(m.user, 6) for m in c.measurements],
                        "system_seconds": [round(m.system, 6) for m in c.measurements],
                        "processor_seconds_of_others": [round(m.elsewhere, 2) for m in c.measurements],
                        "memory_bytes": [m.memory for m in c.measurements],
                    }
                    for c in row.contestants
                ],
            }
            for row in rows
        ],
    }


def write(runs, options, rows, facts):
    """Writes the record into a new directory of `runs`, and returns it."""
    name = f"{datetime.date.today()}-{options.size}"
    directory = runs / name
    number = 2
    while directory.exists():
        directory = runs / f"{name}-{number}"
        number += 1
    directory.mkdir(parents=True)
    text = json.dumps(results(options, rows, facts), indent=2, ensure_ascii=False)
    (directory / "results.json").write_text(text + "\n")
    (directory / "table.md").write_text(table(rows))
    (directory / "machine.txt").write_text("".join(f"{name}: {fact}\n" for name, fact in facts.items()))
    return directory
