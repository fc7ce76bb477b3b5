"""A PostgreSQL of the test's own, without a network: it listens on a socket in a directory of its own."""

import glob
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path


class PostgreSQL:
    """A server that is there as long as the test; its user is never root."""

    def __init__(self):
        self.bin = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.directory = Path(tempfile.mkdtemp(prefix="appraise-postgresql-"))
        self.user = []
        if os.getuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.directory, nobody.pw_uid, nobody.pw_gid)
            self.user = ["setpriv", "--reuid", "nobody", "--regid", str(nobody.pw_gid), "--clear-groups"]
        self.data = self.directory / "data"
        self.call("initdb", "-D", self.data, "-U", "appraise", "-A", "trust", "-E", "UTF8",
                  "--locale=C", "--no-sync")
        self.server = subprocess.Popen(
            [*self.user, f"{self.bin}/postgres", "-D", self.data, "-k", self.directory,
             "-c", "listen_addresses=", "-c", "fsync=off"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/")
        for _ in range(300):
            if subprocess.run([f"{self.bin}/pg_isready", "-q", "-h", self.directory]).returncode == 0:
                return
            time.sleep(0.1)
        raise AssertionError("PostgreSQL does not start")

    def call(self, program, *arguments):
        subprocess.run([*self.user, f"{self.bin}/{program}", *arguments], check=True, cwd="/",
                       stdout=subprocess.DEVNULL)

    def run(self, script, directory):
        """What a script of psql prints, run in a directory as the one who runs the tests."""
        ended = subprocess.run(
            [f"{self.bin}/psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", self.directory,
             "-U", "appraise", "-d", "postgres", "-f", "-"],
            input=script, capture_output=True, text=True, cwd=directory)
        if ended.returncode != 0:
            raise AssertionError(ended.stderr)
        return ended.stdout

    def end(self):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.directory)
