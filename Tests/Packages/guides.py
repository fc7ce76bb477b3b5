"""What documents say: their commands and links."""

import re

GUIDE = "Sources/Appraisal/Appraisal.docc/Packages.md"


def three_commands(text):
    """The commands of the guide that install the package, run the made-up agency and verify the run."""
    for block in re.findall(r"^```text\n(.*?)^```", text, re.M | re.S):
        lines = block.splitlines()
        if "apt-get install" in lines[0]:
            return lines
    raise AssertionError("the guide to packages installs none")


def examples(text):
    """The commands of the console blocks of a document, and the lines that are shown below each."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", text, re.M | re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def stable(lines):
    """Lines without what changes from run to run."""
    lines = [line.lstrip("\ufeff").rstrip() for line in lines]
    lines = ["Time:" if line.startswith("Time:") else line for line in lines if line]
    return [re.sub(r"[0-9]{8}T[0-9]{6}Z(-[0-9]+)?", "RUN", line) for line in lines]


def links(text):
    """The targets of the links of a document, outside of code."""
    text = re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    return re.findall(r"\[[^\[\]]*\]\(([^()\s]+)\)", text)


def paths(text, below):
    """The paths below a directory that a document names; each may be a pattern."""
    return re.findall(rf"{re.escape(below)}[\w./*-]*[\w*]", text)
