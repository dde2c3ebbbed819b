"""Our own pages are rendered in one go; Datasette awaits each piece of a page, at twice the cost."""

from functools import lru_cache
from typing import Any

from jinja2 import Environment, Template

OURS = "desk/"
PLAIN = "desk_plain"


class Page(Template):
    """A template of Datasette's environment; those of ours are rendered by its twin that awaits nothing."""

    async def render_async(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 - Jinja's
        """The page, with what our templates would have to wait for fetched before."""
        plain = self.environment.globals.get(PLAIN)
        if not isinstance(plain, Environment) or not (self.name or "").startswith(OURS):
            return await super().render_async(*args, **kwargs)
        context = dict(*args, **kwargs)
        if context.get("menu_links"):
            links = await context["menu_links"]()
            context["menu_links"] = lambda: links
        context["urls"] = Links(context["urls"])
        return plain.get_template(self.name or "").render(context)


class Links:
    """Datasette's addresses, those of tables and rows by way of a short memory."""

    def __init__(self, urls: Any) -> None:  # noqa: ANN401 - Datasette's
        self._urls = urls
        self.table = lru_cache(self._table)

    def _table(self, database: str, table: str) -> str:
        return str(self._urls.table(database, table))

    def row(self, database: str, table: str, key: str) -> str:
        """The address of a row, whose key is a digest or a number."""
        return f"{self.table(database, table)}/{key}"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else Datasette knows
        return getattr(self._urls, name)


def prepare(env: Environment) -> None:
    """Let the environment of a Datasette render our pages in one go."""
    env.template_class = Page
    env.globals[PLAIN] = env.overlay(enable_async=False)
