"""What spiders tell the extensions, middlewares and pipelines of a run."""

from __future__ import annotations

gate_met = object()
"""An answer was a gate; sent with spider."""
article_rejected = object()
"""An answer held no article; sent with url, reason, spider."""
article_left = object()
"""An address did not answer as it should and is to be asked for again; sent with url, section, why, spider."""
