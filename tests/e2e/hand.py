"""Somebody at the desk, or with a phone: what is clicked, tapped and typed is counted."""

from playwright.sync_api import Locator, Page


class Hand:
    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, target: Locator) -> None:
        target.click()
        self.clicks += 1

    def tap(self, target: Locator) -> None:
        target.tap()
        self.clicks += 1

    def type(self, text: str) -> None:
        """Where the cursor is; what stands there selected is replaced."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def fill(self, target: Locator, text: str) -> None:
        self.click(target)
        self.type(text)

    def choose_file(self, target: Locator, **file) -> None:
        """The click that opens the window of files, and the one that takes one there."""
        target.set_input_files(file)
        self.clicks += 2
