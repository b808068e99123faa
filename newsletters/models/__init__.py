"""What the newsletter stores: its readers, its editions, what each reader was sent, and its pages."""

from .issue import Delivery, Issue, IssueText
from .pages import NewsletterArchivePage, NewsletterIndexPage, NewsletterPage
from .subscriber import Subscriber, SubscriptionRequest

__all__ = [
    "Delivery",
    "Issue",
    "IssueText",
    "NewsletterArchivePage",
    "NewsletterIndexPage",
    "NewsletterPage",
    "Subscriber",
    "SubscriptionRequest",
]
