"""Clean roots of Debian, to install into and to throw away."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOTS = Path(__file__).resolve().parents[2] / ".build-packages"


def base(release):
    """A clean root of a release, made once."""
    root = ROOTS / release
    if not (root / "etc/debian_version").exists():
        ROOTS.mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f"{release}-", dir=ROOTS))
        subprocess.run(["debootstrap", "--variant=minbase", release, making],
                       check=True, stdout=subprocess.DEVNULL)
        # A temporary directory is its owner's alone; a root is everybody's, such as of the message bus.
        making.chmod(0o755)
        making.rename(root)
    return root


class Root:
    """A copy of a clean root, to be thrown away."""

    def __init__(self, release):
        self.directory = Path(tempfile.mkdtemp(prefix=f"appraise-{release}-"))
        self.path = self.directory / release
        subprocess.run(["cp", "-a", base(release), self.path], check=True)
        shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        subprocess.run(["mount", "-t", "proc", "proc", self.path / "proc"], check=True)
        self.isMounted = True

    def ended(self, command, directory="/"):
        """How a command ended, and what it wrote to standard output and, in between, to standard error."""
        return subprocess.run(
            ["chroot", self.path, "/bin/sh", "-c", f"cd {directory} && {command}"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive",
                 "HOME": "/root", "LC_ALL": "C.UTF-8"})

    def run(self, command, status=0, directory="/"):
        ended = self.ended(command, directory)
        if ended.returncode != status:
            raise AssertionError(f"{command}: status {ended.returncode}, not {status}\n{ended.stdout}")
        return ended.stdout

    def has(self, path):
        return (self.path / path.lstrip("/")).exists()

    def left(self):
        """What a package that is gone has left, but for what people made in their own directory."""
        return self.run("find / -xdev -name '*appraise*' -not -path '/root/*' -not -path '/proc/*' "
                        "-not -path '/appraise*' -not -path '/next*'").split()

    def unmount(self):
        if self.isMounted:
            subprocess.run(["umount", self.path / "proc"], check=True)
            self.isMounted = False

    def end(self):
        self.unmount()
        shutil.rmtree(self.directory)
