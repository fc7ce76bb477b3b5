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

PACKAGE = Path(os.environ["PACKAGE"])
ROOTS = Path(__file__).resolve().parents[2] / ".build-packages"
EXAMPLES = "/usr/share/doc/appraise/examples"

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


def base(release):
    """A clean root of a release, made once."""
    root = ROOTS / release
    if not (root / "etc/debian_version").exists():
        ROOTS.mkdir(exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=f"{release}-", dir=ROOTS))
        subprocess.run(["debootstrap", "--variant=minbase", release, making],
                       check=True, stdout=subprocess.DEVNULL)
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

    def run(self, command, status=0):
        ended = subprocess.run(
            ["chroot", self.path, "/bin/sh", "-c", command], capture_output=True, text=True,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive",
                 "LC_ALL": "C.UTF-8"})
        if ended.returncode != status:
            raise AssertionError(
                f"{command}: status {ended.returncode}, not {status}\n{ended.stdout}{ended.stderr}")
        return ended.stdout + ended.stderr

    def has(self, path):
        return (self.path / path.lstrip("/")).exists()

    def unmount(self):
        if self.isMounted:
            subprocess.run(["umount", self.path / "proc"], check=True)
            self.isMounted = False

    def end(self):
        self.unmount()
        shutil.rmtree(self.directory)


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
        root.run("apt-get update -qq")
        return root

    def check(self, release):
        root = self.root(release)
        # The three commands of the README.
        root.run("apt-get install -y -qq /appraise.deb")
        root.run(f"cd /root && appraise run --plans {EXAMPLES}/agency/plans.csv "
                 f"--ratings {EXAMPLES}/agency/ratings.csv --output appraisals --workbooks", status=1)
        self.assertIn("is whole", root.run("cd /root && appraise verify appraisals"))

        self.assertFalse(root.has("/usr/bin/cc"), "a compiler came with it")
        self.assertTrue(list((root.path / "root/appraisals").glob("runs/*/rosters/*.xlsx")))
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
        left = root.run("find / -xdev -name '*appraise*' -not -path '/root/*' -not -path '/proc/*' "
                        "-not -path '/appraise.deb'").split()
        self.assertEqual(left, [])

    def test_bookworm(self):
        self.check("bookworm")

    def test_trixie(self):
        self.check("trixie")

    def test_service_in_bookworm(self):
        root = self.root("bookworm")
        root.run("apt-get install -y -qq /appraise.deb systemd systemd-sysv dbus")
        root.run(f"install -m 640 -g appraise {EXAMPLES}/agency/*.csv /var/lib/appraise/input")
        (root.path / "etc/systemd/system/first-boot.service").write_text(FIRST_BOOT)
        wants = root.path / "etc/systemd/system/multi-user.target.wants"
        wants.mkdir(exist_ok=True)
        (wants / "first-boot.service").symlink_to("/etc/systemd/system/first-boot.service")
        root.unmount()
        subprocess.run(
            ["systemd-nspawn", "--quiet", "--register=no", "--keep-unit", "--boot",
             "--console=read-only", "-D", root.path],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=180)
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
            root = Path(__file__).resolve().parents[2]
            version = PACKAGE.name.split("_")[1].removesuffix("-1")
            epoch = os.environ.get("SOURCE_DATE_EPOCH")
            self.assertIsNotNone(epoch, "make sets it to the time of the last commit")
            subprocess.run([root / "packaging/deb", root / ".build/release/appraise", version, directory],
                           check=True, stdout=subprocess.DEVNULL)
            self.assertEqual((Path(directory) / PACKAGE.name).read_bytes(), PACKAGE.read_bytes())


if __name__ == "__main__":
    unittest.main()
