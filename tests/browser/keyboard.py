"""Someone who has no mouse: Tab, Shift+Tab, Enter, Space, arrows and letters."""

from contextlib import suppress

from playwright.sync_api import Page
from playwright.sync_api import TimeoutError as PlaywrightTimeout

STOPS_AT_MOST = 400  # the programme of a seminar of three days has most
SETTLES = 2_000  # milliseconds in which a smooth scroll brings the focus into the window

WHERE = """() => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) return null;
    const visible = target => {
        const style = getComputedStyle(target);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
        // Within a date the browser marks day, month, year and picker itself.
        return outlined || style.boxShadow !== "none" || ["date", "datetime-local"].includes(target.type);
    };
    const box = e.getBoundingClientRect();
    const bar = e.closest(".bar") ? null : document.querySelector(".bar")?.getBoundingClientRect();
    return {
        html: e.outerHTML.slice(0, 120),
        name: e.getAttribute("name") || "",
        href: e.getAttribute("href") || "",
        tag: e.localName,
        marked: visible(e),
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
        covered: bar ? box.top >= bar.top && box.bottom <= bar.bottom && !e.closest(".skip-link") : false,
    };
}"""
IN_SIGHT = f"() => {{ const place = ({WHERE})(); return !place || (place.inside && !place.covered && place.marked); }}"


class Keyboard:
    """A keyboard on a page. Each step checks that the place of the focus can be seen."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, key: str) -> dict:
        """Press `key`; return where the focus is, an empty dictionary when nowhere on the page."""
        self.page.keyboard.press(key)
        if key not in {"Tab", "Shift+Tab"}:
            return self.page.evaluate(WHERE) or {}
        place = self.page.evaluate(WHERE) or {}
        if place and not (place["inside"] and place["marked"] and not place["covered"]):
            with suppress(PlaywrightTimeout):
                self.page.wait_for_function(IN_SIGHT, timeout=SETTLES)
            place = self.page.evaluate(WHERE) or {}
        if place:
            assert place["marked"], f"No visible focus on {place['html']}"
            assert place["inside"], f"The focus is outside of the window on {place['html']}"
            assert not place["covered"], f"The bar covers the focus on {place['html']}"
        return place

    def tab_to(self, selector: str, key: str = "Tab") -> None:
        """Press Tab until the focus is on what `selector` finds."""
        seen = []
        for _stop in range(STOPS_AT_MOST):
            seen.append(self.press(key).get("html", "")[:60])
            if self.page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
                return
        raise AssertionError(f"{selector} is not reached by {key}: {seen[:40]}")

    def type(self, selector: str, text: str) -> None:
        """Go to a field and type."""
        self.tab_to(selector)
        self.page.keyboard.insert_text(text) if not text.isascii() else self.page.keyboard.type(text)

    def enter(self) -> None:
        """Press Enter; wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def follow(self, selector: str) -> None:
        """Go to a link or button and press Enter; wait for the page that comes."""
        self.tab_to(selector)
        self.enter()

    def tick(self, selector: str) -> None:
        """Go to a box or a choice and press Space."""
        self.tab_to(selector)
        self.page.keyboard.press("Space")

    def choose(self, position: int) -> str:
        """Go down to an option of the list that has the focus; return its value."""
        for _option in range(position):
            self.page.keyboard.press("ArrowDown")
        return str(self.page.evaluate("document.activeElement.value"))
