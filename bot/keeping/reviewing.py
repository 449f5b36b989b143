"""A review as an editor gives it. Pure."""

from datetime import datetime

from bot.keeping.quoting import BadLink
from storage.models import ClaimReview, Rating


def review(rating: Rating, explanation: str, link: str | None, at: datetime) -> ClaimReview:
    """Return a review of today; raises ``BadLink`` for what is no web address."""
    url = link.strip() if link else None
    if url and not url.lower().startswith(("http://", "https://")):
        raise BadLink(url)
    return ClaimReview(rating, body=explanation.strip(), date_published=f"{at:%Y-%m-%d}", url=url)
