"""The pages that the server writes: to ask from, of a thing, of a fault."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.iris import PREFIXES
from kg.serve import words
from kg.serve.media import preferred

if TYPE_CHECKING:
    from jinja2 import Environment
    from starlette.requests import Request

    from kg.serve.job import Refused
    from kg.serve.resource import Resource

FOLDER = Path(__file__).parent / "templates"
LANGUAGES = ("zh", "en")


def language(request: Request) -> str:
    """Gives the language in which a page is read: as its address says, or else as the browser wants it."""
    told = request.query_params.get("lang", "")
    return told if told in LANGUAGES else preferred(request.headers.get("accept-language", ""), LANGUAGES)


def thing(request: Request, resource: Resource, base: str) -> str:
    """Gives the page of a thing."""
    return _page(request, "thing.html", thing=resource, base=base)


def sparql(request: Request, base: str) -> str:
    """Gives the page to ask from, with the named queries as examples."""
    from kg.named import named

    examples = [
        {
            "name": one.name,
            "title": one.titles,
            "question": one.questions,
            "text": one.text,
            "parameters": [
                {
                    "name": p.name,
                    "says": p.says,
                    "kind": p.kinds[0],
                    "default": p.default,
                    "required": p.required,
                }
                for p in one.parameters
            ],
        }
        for one in named().values()
    ]
    return _page(request, "sparql.html", data={"base": base, "prefixes": PREFIXES, "examples": examples})


def fault(request: Request, error: Refused) -> str:
    """Gives the page that says why there is no answer."""
    return _page(request, "fault.html", error=error)


def _page(request: Request, name: str, **shown: Any) -> str:
    chosen = language(request)
    lasting = f"?lang={chosen}" if "lang" in request.query_params else ""
    return (
        _templates()
        .get_template(name)
        .render(
            shown,
            language=chosen,
            other=next(one for one in LANGUAGES if one != chosen),
            say=_sayer(chosen),
            root="../" * (request.url.path.count("/") - 1),
            lasting=lasting,
            words={key: _sayer(chosen)(key) for key in words.WORDS},
            term=lambda iri: words.term(iri, chosen),
        )
    )


def _sayer(chosen: str) -> Callable[[str], str]:
    return lambda key: words.WORDS[key][LANGUAGES.index(chosen)]


@cache
def _templates() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from kg.out.html import block

    found = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["block"] = lambda value: Markup(block(value))
    found.filters["short"] = words.short
    return found
