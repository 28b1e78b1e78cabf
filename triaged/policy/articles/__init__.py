"""The owner's help articles as values: a folder of Markdown, or a sitemap with titles. Nothing is read here but text.

Every mistake is a Problem with file and line, as those of rules.toml are.
"""

from triaged.policy.articles.markdown import from_markdown
from triaged.policy.articles.page import LARGEST, LARGEST_SITEMAP, MOST, Place, language_of
from triaged.policy.articles.sitemap import from_sitemap

__all__ = ["LARGEST", "LARGEST_SITEMAP", "MOST", "Place", "from_markdown", "from_sitemap", "language_of"]
