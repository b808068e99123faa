"""A course and its lessons for machines, in the words of schema.org: what their public pages say and no more."""

from typing import Any

from coalition.pages.sharing.facts import Node, absolute, network


def course_node(page: Any, *, path: str, image: str) -> Node:
    """Return the course of `page`, which stands at `path`."""
    return {
        "@type": "Course",
        "@id": absolute(f"{path}#course"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "image": [image],
        "provider": network(),
    }


def lesson_node(page: Any, *, path: str) -> Node:
    """Return the lesson of `page`, which stands at `path`, as a part of its course."""
    return {
        "@type": "LearningResource",
        "@id": absolute(f"{path}#lesson"),
        "url": absolute(path),
        "name": page.title,
        "description": page.summary,
        "inLanguage": page.locale.language_code,
        "isAccessibleForFree": True,
        "timeRequired": f"PT{page.lesson.minutes}M",
        "isPartOf": {"@id": absolute(f"{path.removesuffix('/').rpartition('/')[0]}/#course")},
        "provider": network(),
    }
