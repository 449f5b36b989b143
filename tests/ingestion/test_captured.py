"""Pages are read in a process of its own: what they say of themselves, their text, and nothing that hurts."""

import asyncio
import time
from pathlib import Path

import pytest

from bot.ingestion.captured import Article, NotRead, capture
from bot.ingestion.page import Page

PARAGRAPHS = (
    "The Harrow tunnel is 4.2 kilometres long and was opened in 1911 by the king of Norway.",
    "About 900 trains pass through it every week, which is more than through any other tunnel in the country.",
)
HTML = f"""<!DOCTYPE html><html><head><title>A tunnel turns 100 | The Harrow Post</title>
<meta property="og:site_name" content="The Harrow Post"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2011-05-03T08:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>A tunnel turns 100</h1><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></article>
<footer>All rights reserved.</footer><script>alert("never")</script></body></html>"""


def html(body: str | bytes, charset: str | None = "utf-8") -> Page:
    content = body.encode() if isinstance(body, str) else body
    return Page(content, "example.org", "https://example.org/a", "text/html", charset)


def text(body: str | bytes, charset: str | None = None) -> Page:
    content = body.encode() if isinstance(body, str) else body
    return Page(content, "notes.txt", None, "text/plain", charset)


async def test_a_page_gives_its_text_and_what_it_says_of_itself() -> None:
    article = await capture(html(HTML))

    assert article.name == "A tunnel turns 100"
    assert (article.publisher, article.author, article.date_published) == ("The Harrow Post", "Ann Lee", "2011-05-03")
    assert article.url == "https://example.org/a"
    assert all(paragraph in article.text for paragraph in PARAGRAPHS)
    assert "alert" not in article.text
    assert "Home" not in article.text


async def test_a_date_that_only_stands_in_the_footer_is_not_the_articles() -> None:
    page = HTML.replace('<meta property="article:published_time" content="2011-05-03T08:00:00Z">', "")

    article = await capture(html(page.replace("All rights reserved", "© 2019 The Harrow Post")))

    assert article.date_published is None


async def test_a_text_is_taken_as_it_is_but_for_its_line_ends() -> None:
    article = await capture(text("A tunnel turns 100\r\n\r\nIt is  4.2 km long.\rVery long.\n"))

    assert article == Article(
        None, "A tunnel turns 100", None, None, None, "A tunnel turns 100\n\nIt is  4.2 km long.\nVery long."
    )


@pytest.mark.parametrize(
    "body", ["This is a sentence and no title.", "word " * 60, "Sentence one, which goes on\nin the next line,"]
)
async def test_a_text_without_a_title_is_called_as_its_file(body: str) -> None:
    article = await capture(text(f"{body.partition(chr(10))[0]}\nMore of it."))

    assert article.name == ("notes.txt" if not body.endswith("line,") else "Sentence one, which goes on")


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("Prices in Köln rose – by 5 €.".encode(), None),
        ("Prices in Köln rose – by 5 €.".encode(), "iso-8859-1"),
        ("Prices in Köln rose – by 5 €.".encode("utf-8-sig"), None),
        ("Prices in Köln rose – by 5 €.".encode("utf-16"), None),
        ("Prices in Köln rose – by 5 €.".encode("cp1252"), None),
        ("Prices in Köln rose – by 5 €.".encode("cp1252"), "no-such-charset"),
        ("Prices in Köln rose – by 5 €.".encode("iso-8859-15", "replace").replace(b"?", b"\x2d"), "iso-8859-15"),
    ],
)
async def test_a_text_is_decoded_by_what_it_is_then_by_what_somebody_says(body: bytes, charset: str | None) -> None:
    article = await capture(text(body, charset))

    assert article.text.replace("- by", "– by") == "Prices in Köln rose – by 5 €."


async def test_a_page_is_decoded_by_what_it_says_itself() -> None:
    page = HTML.replace("Harrow tunnel", "Łódź tunnel").replace("<head>", '<head><meta charset="iso-8859-2">')

    article = await capture(html(page.encode("iso-8859-2"), None))

    assert "The Łódź tunnel is" in article.text


@pytest.mark.parametrize(
    ("page", "says"),
    [
        (text(""), "notes.txt cannot be read: it holds no text."),
        (text(" \r\n\t"), "notes.txt cannot be read: it holds no text."),
        (text(b"a\0b"), "notes.txt cannot be read: it is no text."),
        (html("<html><body></body></html>"), "example.org cannot be read: no article was found in it."),
        (html(b""), "example.org cannot be read: no article was found in it."),
        (Page(b"no pdf", "a.pdf", content_type="application/pdf"), "a.pdf cannot be read: it is damaged, or no PDF."),
        (Page(b"\0\1", "a.bin"), "a.bin cannot be read: it is no web page, no plain text and no PDF."),
    ],
)
async def test_what_holds_no_article_is_refused_in_a_sentence(page: Page, says: str) -> None:
    with pytest.raises(NotRead) as refused:
        await capture(page)

    assert str(refused.value) == says


def pdf(*lines: str) -> bytes:
    """Return a PDF of one page with these lines, and a title."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        "<< /Title (The tunnel report) /Author (Ann Lee) >>",
    )
    body, places = b"%PDF-1.4\n", list[int]()
    for number, one in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{one}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>"
    return body + f"xref\n0 7\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(body)}\n%%EOF".encode()


async def test_a_pdf_gives_its_text_and_title() -> None:
    pytest.importorskip("pypdf")

    article = await capture(Page(pdf("The Harrow tunnel is", "4.2 km long."), "a.pdf", content_type="application/pdf"))

    assert (article.name, article.author) == ("The tunnel report", "Ann Lee")
    assert article.text.split() == "The Harrow tunnel is 4.2 km long.".split()


HOSTILE = {
    "a megabyte of paragraphs": "<p>" * 350_000,
    "200,000 attributes": "<html><body><div " + " ".join(f"a{at}=1" for at in range(200_000)) + ">text</div>",
    "nested deeply": "<div>" * 200_000 + "text",
    "tables in tables": "<table><tr><td>" * 60_000,
    "one text of 5 MB": "<html><body><p>" + "word " * 1_000_000,
    "a stop after each letter": "<html><body><p>" + "a. " * 600_000,
    "entities": "<html><body><p>" + "&amp;" * 400_000,
    "comments that never end": "<!--" * 500_000,
}


@pytest.mark.parametrize("name", HOSTILE)
async def test_hostile_html_is_read_or_refused_while_the_bot_goes_on(name: str) -> None:
    pauses = list[float]()
    watching = asyncio.create_task(watch(pauses))
    begun = time.monotonic()

    refused = await refusal(html(HOSTILE[name]), seconds=1)

    took = time.monotonic() - begun
    watching.cancel()
    assert refused is None or "cannot be read: " in refused
    assert took < 2.5
    assert max(pauses) < 0.5
    assert children() == []


async def refusal(page: Page, *, seconds: float) -> str | None:
    try:
        await capture(page, seconds=seconds)
    except NotRead as refused:
        return str(refused)
    return None


async def watch(pauses: list[float]) -> None:
    """Note for how long the event loop was away, again and again."""
    while True:
        begun = time.monotonic()
        await asyncio.sleep(0.005)
        pauses.append(time.monotonic() - begun)


def children() -> list[str]:
    """Return the processes that are reading a page, where the system tells."""
    found: list[str] = []
    for stat in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if b"bot.ingestion.child" in stat.read_bytes():
                found.append(stat.parent.name)
        except OSError:
            continue
    return found


async def test_a_capture_that_is_cancelled_leaves_no_process() -> None:
    reading = asyncio.create_task(capture(html(HOSTILE["one text of 5 MB"])))
    await asyncio.sleep(0.2)
    assert len(children()) == 1

    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading

    assert children() == []


async def test_a_page_may_take_its_time_but_not_more() -> None:
    with pytest.raises(NotRead, match="it takes too long"):
        await capture(html(HTML), seconds=0.01)

    assert children() == []
