"""What the people of the stories do with hands and eyes: sign in, select, write, look for mail."""

import email
import email.policy
import re

from playwright.sync_api import expect

from tests.e2e.conftest import PATIENCE

PASSWORD = "mufakat-demo"
STOPS = 8


def soon(*pages):
    """A second, three times over for so many browsers at once, and what this machine needs to load their pages."""
    return 3_000 + sum(page.evaluate("performance.getEntriesByType('navigation')[0].duration") for page in pages)


def wait_until(page, function, arg=None):
    """What the function gives in the page once it gives something; Playwright's own way needs eval, which we forbid."""
    script = """async arg => {
      const limit = performance.now() + PATIENCE;
      for (;;) {
        const found = (FUNCTION)(arg);
        if (found) return found;
        if (performance.now() > limit) throw new Error('in vain');
        await new Promise(requestAnimationFrame);
      }
    }"""
    return page.evaluate(script.replace("PATIENCE", str(PATIENCE)).replace("FUNCTION", function), arg)


def settled(page):
    """What follows a page's size does so with the next frame."""
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")


def resize(page, size):
    page.set_viewport_size(size)
    wait_until(page, "width => innerWidth === width", size["width"])
    settled(page)


def expect_comment_within_few_stops(page):
    """From the top of a draft's page with the Tab key, by the link that skips to the text."""
    settled(page)
    for _stop in range(STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('[href=\"#naskah\"].skip-link')"):
            page.keyboard.press("Enter")
        elif page.evaluate("document.activeElement.matches('[data-text]')"):
            page.keyboard.press("Enter")
            break
    expect(page.locator(".comment-form textarea[name=text]")).to_be_focused()


def sign_in(page, site, key):
    """By the form, as a person does."""
    page.goto(site.url("/akun/login/"))
    page.locator("#id_login").fill(f"{key}@mufakat.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("main form button").first.click()
    expect(page).not_to_have_url(site.url("/akun/login/"))


def answer_of(page, site, path, **options):
    """The status with which this person's browser is answered, redirects not followed."""
    return page.request.get(site.url(path), max_redirects=0, **options)


def forged_post(page, site, path, **form):
    """A form sent without ever having been shown, with a valid token, as somebody clever would."""
    if page.goto(site.url("/akun/login/")).url != site.url("/akun/login/"):  # signed in: every page has a form
        page.goto(site.url("/"))
    token = page.locator("[name=csrfmiddlewaretoken]").first.get_attribute("value")
    return page.request.post(site.url(path), form={"csrfmiddlewaretoken": token, **form}, max_redirects=0)


def mails(site):
    """Every mail that the site has sent, oldest first."""
    files = sorted(site.mails.glob("*.log"), key=lambda path: path.stat().st_mtime) if site.mails.is_dir() else []
    texts = [part for path in files for part in path.read_bytes().split(b"\n" + b"-" * 79 + b"\n") if part.strip()]
    return [email.message_from_bytes(text, policy=email.policy.default) for text in texts]


def clause_with(page, words):
    return page.locator("[data-clause]:not(tr)", has=page.locator("[data-text]", has_text=words)).first


# Where the first letter of `words` stands on the screen and where the last one ends.
WHERE = """(clause, words) => {
  const walker = document.createTreeWalker(clause.querySelector('[data-text]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(walker.currentNode, at);
    range.setEnd(walker.currentNode, at + words.length);
    const boxes = [...range.getClientRects()], first = boxes[0], last = boxes.at(-1);
    return [first.left + 1, first.top + first.height / 2, last.right - 1, last.top + last.height / 2];
  }
}"""


def select_by_mouse(page, clause, words):
    """Once more if the text has moved under the hand meanwhile."""
    for _ in range(5):
        clause.scroll_into_view_if_needed()
        left, top, right, bottom = clause.evaluate(WHERE, words)
        page.mouse.move(left, top)
        page.mouse.down()
        page.mouse.move((left + right) / 2, bottom)
        page.mouse.move(right, bottom)
        page.mouse.up()
        if page.evaluate("String(getSelection())") == words:
            return
    raise AssertionError(f"not selected: {words}")


def select_by_touch(page, clause, words):
    """A long press is the system's own business: what it leaves behind is a selection."""
    clause.scroll_into_view_if_needed()
    clause.evaluate(
        """(clause, words) => {
          const walker = document.createTreeWalker(clause.querySelector('[data-text]') ?? clause, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode, at = node.data.indexOf(words);
            if (at >= 0) return getSelection().setBaseAndExtent(node, at, node, at + words.length);
          }
        }""",
        words,
    )


def write(page, text):
    page.locator(".comment-form textarea[name=text]").fill(text)
    send(page)


def send(page):
    """What is in the open form, until the server has it."""
    page.locator(".comment-form button").first.click()
    expect(page.locator(".comment-form")).to_have_count(0)


def card(page, text):
    return page.locator(".comment:not(.reply)", has=page.locator(".comment-text", has_text=text))


def link_in(mail, path):
    """The address in a mail that leads below `path`, without the host."""
    text = mail.get_body(("plain",)).get_content()
    return re.search(rf"https?://[^/\s]+({re.escape(path)}\S+)", text).group(1)


# --- the editors' rooms -----------------------------------------------------------------------------------------------


def publish_in_editor(page):
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("[name=action-publish]").click()
    expect(page).not_to_have_url(re.compile("/(add|edit)/"))
    expect(page.locator(".messages .success")).to_be_visible()


def save_in_editor(page):
    page.locator("footer button.action-save:visible").first.click()
    expect(page.locator(".messages .success")).to_be_visible()


def add_inline(page, name, text):
    fields = page.locator(f"[id^=id_{name}-][id$=-text]")
    before = fields.count()
    page.locator(f"#id_{name}-ADD").click()
    expect(fields).to_have_count(before + 1)
    fields.last.fill(text)


def take_step(page, site, pk, step):
    """One step of minutes by its button in the editor, and its confirmation."""
    page.goto(site.url(f"/admin/pages/{pk}/edit/"))
    page.locator(f".minutes-steps a[href$='/minutes/{pk}/{step}/']").click()
    page.wait_for_url(f"**/minutes/{pk}/{step}/")
    page.locator("main form[method=post] button").first.click()
    expect(page.locator(".messages .success")).to_be_visible()
