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
READ = "SELECT executive_id, name, leading_change FROM plans ORDER BY 1"
FINDINGS = "SELECT severity, code, input, record, field, executive_id FROM appraise_findings"


class Stopwatch:
    """How long the parts of the last results took, in seconds: loading, the steps, and reading what is asked for."""

    def __init__(self):
        self.seconds = {}
        self.last = time.monotonic()

    def note(self, part, now=None):
        now = now or time.monotonic()
        self.seconds[part] = now - self.last
        self.last = now


class DuckDB:
    name = "duckdb"
    defaults = "CREATE TABLE plans AS FROM 'plans.csv'"

    def read(self, directory, script):
        """The plans as a loader reads them; None where it refuses."""
        import duckdb

        before = os.getcwd()
        os.chdir(directory)
        try:
            with duckdb.connect() as database:
                try:
                    database.execute(script)
                except duckdb.Error:
                    return None
                try:
                    return [tuple(map(str, row)) for row in database.execute(READ).fetchall()]
                except duckdb.BinderException:
                    # It has read the file, and the table has other columns than its header.
                    return []
        finally:
            os.chdir(before)

    def results(self, directory, script):
        """Scores as dictionaries, and findings as tuples."""
        import duckdb

        before = os.getcwd()
        os.chdir(directory)
        try:
            with duckdb.connect() as database:
                self.watch = Stopwatch()
                database.execute(loader(script))
                self.watch.note("load")
                for statement in statements(with_tables(script)):
                    database.execute(statement)
                self.watch.note("steps")
                scores = database.execute(SCORES)
                names = [column[0] for column in scores.description]
                scores = [dict(zip(names, row)) for row in scores.fetchall()]
                findings = database.execute(FINDINGS).fetchall()
                self.watch.note("results")
                return scores, findings
        finally:
            os.chdir(before)

    def end(self):
        pass


class PostgreSQL:
    """A server of the test's own; each script is a transaction that is rolled back."""

    name = "postgresql"
    defaults = (
        "CREATE TABLE plans (executive_id text, name text, organization text, position_title text, appointment text, "
        "prb text, rating_official text, leading_change integer, leading_people integer, business_acumen integer, "
        "building_coalitions integer, results_driven integer);\n\\copy plans FROM 'plans.csv' WITH (FORMAT csv, HEADER)")

    def read(self, directory, script):
        try:
            self.server.run(
                f"BEGIN;\n{script}\n\\copy ({READ}) TO 'plans.out' WITH (FORMAT csv)\nROLLBACK;", directory)
        except AssertionError:
            return None
        with open(directory / "plans.out", newline="") as file:
            return [tuple(row) for row in csv.reader(file)]

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
        now = "SELECT extract(epoch FROM clock_timestamp());"
        printed = self.server.run(
            "\n".join(["BEGIN;", "SET LOCAL work_mem = '256MB';", now, loader(script), "ANALYZE plans;", "ANALYZE ratings;", now, *steps, now,
                       f"\\copy ({SCORES}) TO 'scores.out' WITH (FORMAT csv, HEADER)",
                       f"\\copy ({FINDINGS}) TO 'findings.out' WITH (FORMAT csv)", now, "ROLLBACK;"]), directory)
        self.watch = Stopwatch()
        self.watch.last, *moments = map(float, printed.split())
        for part, moment in zip(("load", "steps", "results"), moments):
            self.watch.note(part, moment)
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
    defaults = (
        "CREATE TEMPORARY VIEW plans (executive_id STRING, name STRING, organization STRING, position_title STRING, "
        "appointment STRING, prb STRING, rating_official STRING, leading_change INT, leading_people INT, "
        "business_acumen INT, building_coalitions INT, results_driven INT) "
        "USING csv OPTIONS (path 'plans.csv', header 'true')")

    def read(self, directory, script):
        from pyspark.errors import PySparkException
        from py4j.protocol import Py4JJavaError

        try:
            for statement in statements(at(directory, script)):
                self.session.sql(statement)
            return [tuple(map(str, row)) for row in self.session.sql(READ).collect()]
        except (PySparkException, Py4JJavaError):
            return None
        finally:
            for name in ("plans", "ratings"):
                self.session.sql(f"DROP VIEW IF EXISTS {name}_file")
                self.session.sql(f"DROP VIEW IF EXISTS {name}" if script == self.defaults else
                                 f"DROP TABLE IF EXISTS {name}")

    def __init__(self):
        import pyspark
        from pyspark.sql import SparkSession

        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        # Scores and findings come to the driver, to be compared.
        os.environ["PYSPARK_SUBMIT_ARGS"] = "--driver-memory 3g pyspark-shell"
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
            # What is small as Parquet may be too large to broadcast.
            "spark.sql.autoBroadcastJoinThreshold": "-1", "spark.sql.adaptive.autoBroadcastJoinThreshold": "1m",
            "spark.executor.memory": "1g", "spark.sql.shuffle.partitions": "4", "spark.sql.ansi.enabled": "true",
            "spark.sql.warehouse.dir": str(self.directory / "warehouse"), "spark.local.dir": str(self.directory),
            "spark.log.level": "ERROR", "spark.ui.showConsoleProgress": "false"}
        builder = SparkSession.builder.master(master).appName("appraise")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()

    def start(self, role, *arguments):
        with open(self.directory / f"{role}.log", "a") as log:
            return subprocess.Popen(
                [self.bin / "spark-class", f"org.apache.spark.deploy.{role}", *arguments], stdout=log, stderr=log)

    def results(self, directory, script):
        made = []
        self.watch = Stopwatch()
        try:
            for part, text in (("load", at(directory, loader(script))), ("steps", with_tables(script))):
                for statement in statements(text):
                    made += re.findall(r"CREATE (?:OR REPLACE )?(?:TEMPORARY )?(TABLE|VIEW) (\w+)", statement)[:1]
                    self.session.sql(re.sub(r"^(CREATE TABLE appraise_\w+) AS", r"\1 USING parquet AS", statement))
                self.watch.note(part)
            scores = [row.asDict() for row in self.session.sql(SCORES).collect()]
            findings = [tuple(row) for row in self.session.sql(FINDINGS).collect()]
            self.watch.note("results")
            return scores, findings
        finally:
            for kind, name in reversed(made):
                self.session.sql(f"DROP {kind} IF EXISTS {name}")

    def end(self):
        self.session.stop()
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        shutil.rmtree(self.directory)


def at(directory, script):
    """A loader of Spark with the files' full paths: its workers have directories of their own."""
    return re.sub(r"path '(\w+\.csv)'", rf"path 'file://{directory}/\1'", script)


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
