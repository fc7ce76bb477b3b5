"""The RPM, installed by rpm into a clean root; `make test-packages`.

The root is one of Debian, where rpm knows of no package that could give what ours asks for: it is told to
pass over that, and what is asked for is compared with the libraries that are there.
"""

import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import guides
from roots import Root

PACKAGE = Path(os.environ["PACKAGE"])
RPM = Path(os.environ["RPM"])
REPOSITORY = Path(__file__).resolve().parents[2]
# What no library of the root gives, and any system with rpm has.
OF_THE_SYSTEM = {"/bin/sh", "rtld(GNU_HASH)", "shadow-utils"}


def said(*query):
    """What rpm says of the package file."""
    return subprocess.run(["rpm", "-q", "--package", *query, RPM], check=True, capture_output=True,
                          text=True).stdout


def upgraded(directory):
    """The same program in a package with a higher version."""
    version = RPM.name.split("-")[1]
    made = subprocess.run(
        [REPOSITORY / "packaging/rpm", REPOSITORY / ".build/release/appraise", f"{version}.1", directory],
        check=True, capture_output=True, text=True)
    return Path(made.stdout.split()[-1])


class RPMPackage(unittest.TestCase):
    def test_installed_used_upgraded_and_erased(self):
        root = Root("bookworm")
        self.addCleanup(root.end)
        shutil.copy(RPM, root.path / "appraise.rpm")
        depends = subprocess.run(["dpkg-deb", "-f", PACKAGE, "Depends"], check=True, capture_output=True,
                                 text=True).stdout
        libraries = [re.split("[ (]", one.strip())[0] for one in depends.split(",")]
        root.run(f"apt-get update -qq && apt-get install -y -qq rpm {' '.join(libraries)}")

        found = set(re.findall(r"^\s+(\S+) \(", root.run("ldconfig -p"), re.M))
        for wanted in said("--requires").splitlines():
            if not wanted.startswith("rpmlib(") and wanted not in OF_THE_SYSTEM:
                self.assertIn(wanted.split("(")[0], found)

        root.run("rpm --install --nodeps /appraise.rpm")
        self.assertEqual(root.run("rpm --verify --nodeps appraise"), "", "it is as it was packed")
        self.assertIn("appraise", root.run("id appraise"))
        self.assertEqual(root.run("stat -c '%U %G %a' /var/lib/appraise/input"), "root appraise 750\n")
        _, run, verify = guides.three_commands((REPOSITORY / guides.GUIDE).read_text())
        self.assertIn("238", root.run(run, status=1, directory="/root"))
        self.assertIn("is whole", root.run(verify, directory="/root"))

        # What the office put there stays, whatever becomes of the program.
        root.run("cp /root/appraisals/current/scores.csv /var/lib/appraise/input/kept.csv")
        with tempfile.TemporaryDirectory() as directory:
            shutil.copy(upgraded(directory), root.path / "next.rpm")
        root.run("rpm --upgrade --nodeps /next.rpm")
        self.assertRegex(root.run("rpm -q appraise"), r"^appraise-[0-9.]+\.1-1\.\S+\n$")
        self.assertEqual(root.run("rpm --verify --nodeps appraise"), "")
        self.assertIn("is whole", root.run(verify, directory="/root"))
        root.run("rpm --erase --nodeps appraise")
        self.assertEqual(root.run("cat /var/lib/appraise/input/kept.csv"),
                         root.run("cat /root/appraisals/current/scores.csv"))
        self.assertEqual(root.left(), ["/var/lib/appraise"])

    def test_files_are_those_of_the_debian_package(self):
        """But for what each system wants for itself."""
        listed = set(said("--list").split())
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run(["dpkg-deb", "-x", PACKAGE, directory], check=True)
            debian = {f"/{path.relative_to(directory)}" for path in Path(directory).rglob("*")
                      if path.is_file()}
        documents = "/usr/share/doc/appraise"
        own = {f"{documents}/{one}" for one in [
            "changelog.gz", "changelog.Debian.gz", "copyright", "examples/appraise.service"]}
        own |= {"/usr/share/lintian/overrides/appraise", "/usr/share/zsh/vendor-completions/_appraise"}
        self.assertEqual(debian - listed, own)
        more = {one for one in listed - debian
                if not any(other.startswith(f"{one}/") for other in listed)}
        self.assertEqual(more, {f"{documents}/LICENSE", "/usr/share/zsh/site-functions/_appraise"})

    def test_guide_says_which_libc_it_asks_for(self):
        asked = max(tuple(map(int, one.split("."))) for one in re.findall(
            r"\(GLIBC_([0-9.]+)\)", said("--requires")))
        self.assertIn(f"needs glibc {'.'.join(map(str, asked))},", (REPOSITORY / guides.GUIDE).read_text())

    def test_modes_and_owners(self):
        said_of_files = said("--queryformat", "[%{FILEMODES:perms} %{FILEUSERNAME} %{FILEGROUPNAME} %{FILENAMES}\\n]")
        for line in said_of_files.splitlines():
            mode, user, group, path = line.split()
            expected = "-rwxr-xr-x" if path == "/usr/bin/appraise" else (
                "drwxr-xr-x" if mode[0] == "d" else "-rw-r--r--")
            self.assertEqual((mode, user, group), (expected, "root", "root"), path)

    def test_same_bytes_twice(self):
        with tempfile.TemporaryDirectory() as directory:
            version = RPM.name.split("-")[1]
            self.assertIsNotNone(os.environ.get("SOURCE_DATE_EPOCH"), "make sets it")
            subprocess.run(
                [REPOSITORY / "packaging/rpm", REPOSITORY / ".build/release/appraise", version, directory],
                check=True, stdout=subprocess.DEVNULL)
            self.assertEqual((Path(directory) / RPM.name).read_bytes(), RPM.read_bytes())


if __name__ == "__main__":
    unittest.main()
