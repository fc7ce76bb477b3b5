"""Engines that load the files of a directory and run the SQL of a system there."""

import csv
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
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


class Spark:
    """A master and two workers on loopback, and a session on them."""

    name = "spark"

    def __init__(self):
        import pyspark
        from pyspark.sql import SparkSession

        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        self.directory = Path(tempfile.mkdtemp(prefix="appraise-spark-"))
        self.bin = Path(pyspark.__file__).parent / "bin"
        port = free_port()
        master = f"spark://127.0.0.1:{port}"
        self.processes = [self.start("master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", "0")]
        wait_for(port)
        for number in range(2):
            self.processes.append(self.start(
                "worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g", "--webui-port", "0",
                "--work-dir", str(self.directory / f"worker-{number}"), master))
        settings = {
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1", "spark.ui.enabled": "false",
            "spark.executor.memory": "1g", "spark.sql.shuffle.partitions": "4", "spark.sql.ansi.enabled": "true",
            "spark.sql.warehouse.dir": str(self.directory / "warehouse"), "spark.local.dir": str(self.directory),
            "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
        builder = SparkSession.builder.master(master).appName("appraise")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()

    def start(self, role, *arguments):
        log = open(self.directory / f"{role}.log", "a")
        return subprocess.Popen(
            [self.bin / "spark-class", f"org.apache.spark.deploy.{role}", *arguments], stdout=log, stderr=log)

    def results(self, directory, script):
        load = loader(script)
        for table in ("plans", "ratings"):
            load = load.replace(f"path '{table}.csv'", f"path 'file://{directory}/{table}.csv'")
        made = []
        try:
            for statement in statements(load + "\n" + with_tables(script)):
                made += re.findall(r"CREATE (?:OR REPLACE )?(?:TEMPORARY )?(TABLE|VIEW) (\w+)", statement)[:1]
                self.session.sql(re.sub(r"^(CREATE TABLE appraise_\w+) AS", r"\1 USING parquet AS", statement))
            scores = [row.asDict() for row in self.session.sql(SCORES).collect()]
            return scores, [tuple(row) for row in self.session.sql(FINDINGS).collect()]
        finally:
            for kind, name in reversed(made):
                self.session.sql(f"DROP {kind} IF EXISTS {name}")

    def end(self):
        self.session.stop()
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        shutil.rmtree(self.directory)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(port):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("Spark's master does not start")


ENGINES = {engine.name: engine for engine in (DuckDB, PostgreSQL, Spark)}
