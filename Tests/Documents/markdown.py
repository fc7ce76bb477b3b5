"""What a reader of the plain Markdown sees: headings, sections and links."""

import posixpath
import re
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]+)\)")


def text(document):
    return (REPOSITORY / document).read_text()


def anchor(heading):
    """What a forge makes of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def section(document, fragment):
    """The part of a document below a heading; all of it where no heading is named."""
    if not fragment:
        return text(document)
    lines, found, depth = [], False, 0
    for line in text(document).split("\n"):
        if match := re.match(r"(#+) (.*)", line):
            if found and len(match.group(1)) <= depth:
                break
            if anchor(match.group(2)) == fragment:
                found, depth = True, len(match.group(1))
        if found:
            lines.append(line)
    return "\n".join(lines)


def links(document):
    """The links to other documents, each as its text, document and fragment."""
    prose = re.sub(r"^```.*?^```", "", text(document), flags=re.M | re.S)
    for words, target in LINK.findall(prose):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, fragment = target.partition("#")
        aim = posixpath.normpath(posixpath.join(posixpath.dirname(document), path)) if path else document
        yield words, aim, fragment


def rows(document):
    """The rows of the first table that says where to read what: what is wanted, and the link."""
    lines = iter(text(document).split("\n"))
    for line in lines:
        if line == "| you want to | read |":
            next(lines)
            break
    for line in lines:
        if not line.startswith("| "):
            break
        wanted, read = (cell.strip() for cell in line.strip("|").split(" | "))
        yield wanted, read
