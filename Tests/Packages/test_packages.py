"""The Debian package in clean roots; `make test-packages`."""

import gzip
import json
import os
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

import guides
from roots import Root

PACKAGE = Path(os.environ["PACKAGE"])
REPOSITORY = Path(__file__).resolve().parents[2]
DOCUMENTS = "/usr/share/doc/appraise"
EXAMPLES = f"{DOCUMENTS}/examples"

# What the first boot does: it starts the service and says how that ended.
FIRST_BOOT = """\
[Unit]
After=multi-user.target
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'systemctl start appraise.service; echo "status $?" >/result; \
journalctl -u appraise.service -o cat --no-pager >>/result; systemctl --no-block poweroff'
[Install]
WantedBy=multi-user.target
"""


def upgraded(directory):
    """The same package with a higher version."""
    tree = Path(directory) / "tree"
    subprocess.run(["dpkg-deb", "-R", PACKAGE, tree], check=True)
    control = tree / "DEBIAN/control"
    lines = [line + "+next" if line.startswith("Version: ") else line
             for line in control.read_text().splitlines()]
    control.write_text("\n".join(lines) + "\n")
    made = Path(directory) / "next.deb"
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Znone", "-b", tree, made], check=True,
                   stdout=subprocess.DEVNULL)
    return made


class Packages(unittest.TestCase):
    """Installed, used, upgraded, removed, without a compiler in sight."""

    def root(self, release):
        root = Root(release)
        self.addCleanup(root.end)
        shutil.copy(PACKAGE, root.path / "appraise.deb")
        shutil.copy(PACKAGE, root.path / "root" / PACKAGE.name)
        root.run("apt-get update -qq")
        return root

    def check(self, release):
        root = self.root(release)
        # Root has no sudo, and needs none.
        commands = guides.three_commands((REPOSITORY / guides.GUIDE).read_text())
        self.assertEqual(len(commands), 3)
        install, run, verify = (command.removeprefix("sudo ") for command in commands)
        root.run(install.replace("install", "install -y -qq", 1), directory="/root")
        self.assertIn("238", root.run(run, status=1, directory="/root"))
        self.assertIn("is whole", root.run(verify, directory="/root"))

        self.assertFalse(root.has("/usr/bin/cc"), "a compiler came with it")
        self.assertEqual(guides.three_commands(root.run(f"cat {DOCUMENTS}/guides/Packages.md")), commands)
        root.run(f"appraise run --plans {EXAMPLES}/agency/plans.csv "
                 f"--ratings {EXAMPLES}/agency/ratings.csv --output books --workbooks", status=1,
                 directory="/root")
        self.assertTrue(list((root.path / "root/books").glob("runs/*/rosters/*.xlsx")))
        root.run(f"cd /root && appraise run --plans {EXAMPLES}/harbor/plans.csv "
                 f"--ratings {EXAMPLES}/harbor/ratings.csv --output harbor")
        root.run(f"cd /root && appraise review --run harbor/current --cycle {EXAMPLES}/harbor/fy2026.yaml "
                 f"--output reviews && appraise verify reviews")
        for path in ["/usr/share/man/man1/appraise-run.1.gz", "/usr/lib/systemd/system/appraise.timer",
                     "/usr/share/bash-completion/completions/appraise",
                     "/usr/share/zsh/vendor-completions/_appraise",
                     "/usr/share/fish/vendor_completions.d/appraise.fish",
                     "/usr/share/doc/appraise/guides/Inputs.md"]:
            self.assertTrue(root.has(path), path)
        self.assertIn("appraise", root.run("id appraise"))
        self.assertEqual(root.run("stat -c '%U %G %a' /var/lib/appraise/input"), "root appraise 750\n")

        # What the office put there stays, whatever becomes of the program.
        root.run("cp /root/appraisals/current/scores.csv /var/lib/appraise/input/kept.csv")
        shutil.copy(upgraded(root.directory), root.path / "next.deb")
        root.run("apt-get install -y -qq /next.deb")
        self.assertIn("+next", root.run("dpkg-query -W appraise"))
        root.run("cd /root && appraise verify appraisals")
        said = root.run("apt-get purge -y -qq appraise")
        self.assertIn("has files in it and is kept", said)
        self.assertTrue(root.has("/var/lib/appraise/input/kept.csv"))
        root.run("apt-get install -y -qq /appraise.deb && rm /var/lib/appraise/input/kept.csv && "
                 "apt-get purge -y -qq appraise")
        self.assertEqual(root.left(), [])

    def test_bookworm(self):
        self.check("bookworm")

    def test_trixie(self):
        self.check("trixie")

    def test_installed_documents_say_what_is(self):
        """Their links and paths lead somewhere, and their commands give what they show."""
        root = self.root("bookworm")
        root.run("apt-get install -y -qq /appraise.deb")
        documents = root.path / DOCUMENTS[1:]
        pages = sorted(documents.rglob("*.md"))
        self.assertGreater(len(pages), 40)
        for page in pages:
            text = page.read_text()
            self.assertNotIn("<doc:", text, page)
            for link in guides.links(text):
                path = link.split("#")[0]
                if path and "://" not in path:
                    self.assertTrue((page.parent / path).exists(), f"{page.name}: {link}")
            for path in guides.paths(text, DOCUMENTS):
                self.assertTrue(list(root.path.glob(path[1:])), f"{page.name}: {path}")
        for name in ["README.md", "guides/Cycle.md"]:
            ran = 0
            for command, shown in guides.examples((documents / name).read_text()):
                if command.startswith(("make", "export")):
                    continue
                with self.subTest(f"{name}: {command}"):
                    printed = root.ended(command, directory="/root").stdout.splitlines()
                    self.assertEqual(guides.stable(printed), guides.stable(shown))
                ran += 1
            self.assertGreater(ran, 8)

    def test_service_in_bookworm(self):
        root = self.root("bookworm")
        root.run("apt-get install -y -qq /appraise.deb systemd systemd-sysv dbus")
        root.run(f"install -m 640 -g appraise {EXAMPLES}/agency/*.csv /var/lib/appraise/input")
        (root.path / "etc/systemd/system/first-boot.service").write_text(FIRST_BOOT)
        wants = root.path / "etc/systemd/system/multi-user.target.wants"
        wants.mkdir(exist_ok=True)
        (wants / "first-boot.service").symlink_to("/etc/systemd/system/first-boot.service")
        root.unmount()
        console = root.directory / "console"
        with console.open("w") as output:
            try:
                subprocess.run(
                    ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot",
                     "--console=read-only", "-D", root.path],
                    check=True, stdout=output, stderr=output, timeout=180)
            except subprocess.SubprocessError as error:
                self.fail(f"{error}\n{console.read_text(errors='replace')}")
        result = (root.path / "result").read_text()
        self.assertTrue(result.startswith("status 0\n"), result)
        self.assertIn("published", result)
        current = root.path / "var/lib/appraise/appraisals/current"
        self.assertEqual(os.stat(current, follow_symlinks=False).st_uid,
                         os.stat(root.path / "var/lib/appraise/appraisals").st_uid)
        manifest = json.loads(Path(os.path.realpath(current), "manifest.json").read_text()
                              if not current.is_symlink() else
                              (current.parent / os.readlink(current) / "manifest.json").read_text())
        self.assertTrue(manifest["files"])

    def test_lintian_is_content(self):
        # There is no bug of Debian that the first upload would close.
        ended = subprocess.run(
            ["lintian", "--suppress-tags", "initial-upload-closes-no-bugs", "--fail-on", "error,warning",
             PACKAGE], capture_output=True, text=True)
        self.assertEqual(ended.returncode, 0, ended.stdout)

    def test_manual_pages_are_sound(self):
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run(["dpkg-deb", "-x", PACKAGE, directory], check=True)
            pages = sorted(Path(directory).glob("usr/share/man/man1/*.gz"))
            self.assertGreater(len(pages), 15)
            for page in pages:
                text = gzip.decompress(page.read_bytes())
                ended = subprocess.run(["mandoc", "-T", "lint", "-W", "warning"], input=text,
                                       capture_output=True)
                self.assertEqual(ended.stdout.decode(), "", page.name)

    def test_bill_of_materials(self):
        with tempfile.TemporaryDirectory() as directory:
            subprocess.run(["dpkg-deb", "-x", PACKAGE, directory], check=True)
            text = Path(directory, "usr/share/doc/appraise/appraise.cdx.json").read_text()
        self.assertIsNone(JsonStrictValidator(SchemaVersion.V1_6).validate_str(text))
        names = {part["name"] for part in json.loads(text)["components"]}
        expected = {"yams", "libyaml", "boringssl", "icu", "swift-stdlib", "libcsv3", "swift-crypto"}
        self.assertEqual(expected - names, set())

    def test_same_bytes_twice(self):
        """The package of the same program is the same."""
        with tempfile.TemporaryDirectory() as directory:
            version = PACKAGE.name.split("_")[1].removesuffix("-1")
            epoch = os.environ.get("SOURCE_DATE_EPOCH")
            self.assertIsNotNone(epoch, "make sets it to the time of the last commit")
            subprocess.run([REPOSITORY / "packaging/deb", REPOSITORY / ".build/release/appraise", version, directory],
                           check=True, stdout=subprocess.DEVNULL)
            self.assertEqual((Path(directory) / PACKAGE.name).read_bytes(), PACKAGE.read_bytes())


if __name__ == "__main__":
    unittest.main()
