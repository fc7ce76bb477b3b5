"""Engines that load the files of a directory and run the SQL of a system there."""

import csv
import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "Recipes"))


def loader(script):
    """The statements that a script's header gives for loading."""
    block = re.search(r"with the number of its record:\n--\n(.*?)\n--\n", script, re.S).group(1)
    return re.sub(r"^--   ", "", block, flags=re.M)


def with_tables(script):
    """The script with its steps as tables, as its header advises."""
    return re.sub(r"CREATE OR REPLACE VIEW (?!appraise_(?:scores|findings) )", "CREATE TABLE ", script)


def statements(script):
    """The statements of a script without its comments; there is no semicolon in any literal."""
    code = "\n".join(line for line in script.split("\n") if not line.startswith("--"))
    return [statement.strip() for statement in code.split(";\n") if statement.strip()]


SCORES = "SELECT * FROM appraise_scores"
FINDINGS = "SELECT severity, code, input, record, field, executive_id FROM appraise_findings"


class DuckDB:
    name = "duckdb"

    def results(self, directory, script):
        """Scores as dictionaries, and findings as tuples."""
        import duckdb

        before = os.getcwd()
        os.chdir(directory)
        try:
            with duckdb.connect() as database:
                database.execute(loader(script))
                for statement in statements(with_tables(script)):
                    database.execute(statement)
                scores = database.execute(SCORES)
                names = [column[0] for column in scores.description]
                scores = [dict(zip(names, row)) for row in scores.fetchall()]
                return scores, database.execute(FINDINGS).fetchall()
        finally:
            os.chdir(before)

    def end(self):
        pass


class PostgreSQL:
    """A server of the test's own; each script is a transaction that is rolled back."""

    name = "postgresql"

    def __init__(self):
        import postgresql

        self.server = postgresql.PostgreSQL()

    def results(self, directory, script):
        steps = []
        for statement in statements(with_tables(script)):
            steps.append(f"{statement};")
            made = re.match(r"CREATE TABLE (\w+)", statement)
            if made:
                steps.append(f"ANALYZE {made.group(1)};")
        self.server.run(
            "\n".join(["BEGIN;", loader(script), "ANALYZE plans;", "ANALYZE ratings;", *steps,
                       f"\\copy ({SCORES}) TO 'scores.out' WITH (FORMAT csv, HEADER)",
                       f"\\copy ({FINDINGS}) TO 'findings.out' WITH (FORMAT csv)", "ROLLBACK;"]), directory)
        with open(directory / "scores.out", newline="") as file:
            scores = [{name: number(name, text) for name, text in row.items()} for row in csv.DictReader(file)]
        with open(directory / "findings.out", newline="") as file:
            findings = [(*row[:3], int(row[3]), *row[4:]) for row in csv.reader(file)]
        return scores, findings

    def end(self):
        self.server.end()


def number(name, text):
    """A cell of a file of scores: NULL is nothing there, and an executive id may be blank."""
    if name.endswith("_hundredths") or name in ("record", "initial_summary_rating"):
        return int(text) if text else None
    return text or (None if name in ("label", "basis") else "")


ENGINES = {engine.name: engine for engine in (DuckDB, PostgreSQL)}
