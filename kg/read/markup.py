"""HTML → the lines that it shows: a block a line, a table's row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

BLOCKS = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4"
    " h5 h6 header hr legend li main nav ol option p pre section summary table tbody tfoot thead title tr ul".split()
)
CELLS = frozenset(("td", "th"))
UNSEEN = frozenset(
    "script style template noscript head iframe object svg math select textarea button".split()
)
SPACE = re.compile(r"[ \t\n\r\f]+")


def text(html: str) -> str:
    """Gives the text of a page or of a piece of one, white space folded as a browser does."""
    from lxml import etree
    from lxml.html import HTMLParser

    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    root = etree.fromstring(html.encode("utf-8", "replace"), parser) if html.strip() else None
    if root is None:
        return ""
    lines = "".join(_shown(root)).split("\n")
    folded = (re.sub(" *\t *", "\t", re.sub(" +", " ", line)).strip() for line in lines)
    return "\n".join(line for line in folded if line)


def _shown(root: Any) -> Iterator[str]:
    from lxml import etree

    unseen = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = node.tag if isinstance(node.tag, str) else ""
        edge = "\n" if name in BLOCKS else "\t" if name in CELLS else ""
        unseen += name in UNSEEN if event == "start" else 0
        if not unseen:
            yield edge
        if event == "start" and not unseen:
            yield SPACE.sub(" ", node.text or "")
        unseen -= name in UNSEEN if event == "end" else 0
        if event == "end" and not unseen:
            yield SPACE.sub(" ", node.tail or "")


def xml(raw: bytes) -> Any:
    """Gives the root of an XML file, or None; entities, document types and addresses in it are left alone."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_pis=True
    )
    try:
        return etree.fromstring(raw, parser)
    except etree.XMLSyntaxError:
        return None


def local(node: Any) -> str:
    """Gives a tag without its namespace."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
