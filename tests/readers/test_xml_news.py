"""Wire stories and feeds: an article for each, with its kinds, and nothing fetched or expanded."""

from __future__ import annotations

import pytest

from pipeline.article import Article
from pipeline.config import load
from pipeline.errors import InputError
from pipeline.stages.clean import clean
from pipeline.stages.ingest import bytes_each

SETTINGS = load().settings.ingest
NITF = """<nitf><head><title>Hoofd</title>
<docdata><doc-id id-string="x7"/><date.issue norm="20240305"/></docdata></head>
<body><body.head><hedline><hl1>Storm op <em>komst</em></hl1></hedline><byline>Door Jan Jansen</byline>
<abstract><p>Het KNMI waarschuwt.</p></abstract></body.head><body.content><block>
<p>Premier <person>Mark Rutte</person> sprak met <org>KNMI</org>&#8211;baas.</p><hl2>Treinen</hl2>
<bq><block><p>We nemen geen risico.</p></block></bq><ul><li>Code oranje</li></ul>
<media><media-reference source="x.jpg"/><media-caption>De kust</media-caption>
<media-producer>ANP</media-producer></media>
</block></body.content><body.end><tagline>Einde</tagline></body.end></body></nitf>"""
NITF_BLOCKS = [
    ("headline", "Storm op komst"), ("other", "Door Jan Jansen"), ("lead", "Het KNMI waarschuwt."),
    ("paragraph", "Premier Mark Rutte sprak met KNMI–baas."), ("subhead", "Treinen"), ("quote",
     "We nemen geen risico."),
    ("list item", "Code oranje"), ("caption", "De kust"), ("other", "ANP"), ("other", "Einde"),
]  # fmt: skip
G2 = (
    '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><itemMeta><versionCreated>2024-03-05'
    "</versionCreated></itemMeta><contentMeta><headline>Storm op komst</headline><by>Jan Jansen</by></contentMeta>"
    "<contentSet>{}</contentSet></newsItem>"
)
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body><p>Het regent.</p><h2>Treinen</h2></body></html></inlineXML>"
)
RSS = (
    '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    "<title>Krant</title>{}</channel></rss>"
)
FULL = (
    "<item><title>Storm</title><link>https://x.nl/1</link><description>Een lead.</description>"
    "<pubDate>Tue, 05 Mar 2024 10:00:00 +0100</pubDate>"
    "<content:encoded><![CDATA[<p>Het regent &amp; waait.</p><p>Nog meer.</p>]]></content:encoded></item>"
)
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Krant</title><entry><title>Storm</title>{}</entry></feed>'


def read(xml: str | bytes, name: str = "a.xml") -> list[Article]:
    items = list(bytes_each(xml.encode() if isinstance(xml, str) else xml, name, SETTINGS))
    return [clean(item) for item in items if isinstance(item, Article)]


def blocks(article: Article) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in article.blocks]


def test_nitf() -> None:
    (article,) = read(f'<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-2.dtd">{NITF}')
    assert blocks(article) == NITF_BLOCKS
    assert (article.id, article.title, article.published) == ("x7", "Storm op komst", "20240305")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (XHTML, [("headline", "Storm op komst"), ("lead", "Het regent."), ("subhead", "Treinen"), ("other",
         "Jan Jansen")]),
        (f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>', NITF_BLOCKS),
        ('<inlineData contenttype="text/plain">Het regent.\n\nHet waait.</inlineData>',
         [("headline", "Storm op komst"), ("lead", "Het regent."), ("paragraph", "Het waait."), ("other",
          "Jan Jansen")]),
        ('<inlineData contenttype="text/html">&lt;p&gt;Het regent.&lt;/p&gt;</inlineData>',
         [("headline", "Storm op komst"), ("lead", "Het regent."), ("other", "Jan Jansen")]),
    ],
)  # fmt: skip
def test_newsml(content: str, expected: list[tuple[str, str]]) -> None:
    (article,) = read(G2.format(content))
    assert blocks(article) == expected
    assert article.id == "urn:x:1"


def test_a_message_has_an_article_for_each_item() -> None:
    message = (
        f'<newsMessage xmlns="x"><itemSet>{G2.format(XHTML)}{G2.format("")}{G2.format(XHTML)}</itemSet></newsMessage>'
    )
    first, second, third = bytes_each(message.encode(), "a.xml", SETTINGS)
    assert isinstance(first, Article)
    assert isinstance(third, Article)
    assert str(second).startswith("a.xml#2: the newsItem has no text")


def test_rss_with_full_text_and_with_a_summary_only() -> None:
    items = list(bytes_each(RSS.format(f"{FULL}<item><title>B</title><description>Kort.</description></item>"
                                       "<item><title>C</title></item>").encode(), "a.xml", SETTINGS))  # fmt: skip
    full, short, none = items
    assert isinstance(full, Article)
    assert blocks(full) == [
        ("headline", "Storm"), ("lead", "Een lead."), ("paragraph", "Het regent & waait."), ("paragraph", "Nog meer."),
    ]  # fmt: skip
    assert (full.source, full.published, full.findings) == ("https://x.nl/1", "2024-03-05T10:00:00+01:00", [])
    assert isinstance(short, Article)
    assert [finding.code for finding in short.findings] == ["feed-summary-only"]
    assert "a.xml#3: the feed's entry has no text" in str(none)


@pytest.mark.parametrize(
    ("entry", "expected", "codes"),
    [
        ('<content type="html">&lt;p&gt;VVD &amp;amp; D66.&lt;/p&gt;</content>', "VVD & D66.", []),
        ('<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Het <b>regent</b>.</p></div></content>',
         "Het regent.", []),
        ('<content type="text">Wie &amp;amp; typt.</content>', "Wie &amp; typt.", []),
        ("<summary>Het regent.</summary>", "Het regent.", ["feed-summary-only"]),
    ],
)  # fmt: skip
def test_atom(entry: str, expected: str, codes: list[str]) -> None:
    (article,) = read(ATOM.format(entry), "a.atom")
    assert blocks(article) == [("headline", "Storm"), ("lead", expected)]
    assert [finding.code for finding in article.findings] == codes


def test_other_encodings() -> None:
    item = "<item><title>Café</title><description>Eén café.</description></item>"
    for data in (
        f'<?xml version="1.0" encoding="iso-8859-1"?><rss>{item}</rss>'.encode("latin-1"),
        f"<rss>{item}</rss>".encode("cp1252"),
        f'<?xml version="1.0" encoding="utf-16"?><rss>{item}</rss>'.encode("utf-16"),
    ):
        (article,) = read(data)
        assert blocks(article) == [("headline", "Café"), ("lead", "Eén café.")]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    ("xml", "part"),
    [
        (f'<!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]><rss><item><title>&l9;</title></item></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///x">]><rss><item><title>&x;</title></item></rss>', "entities"),
        ('<!DOCTYPE rss [<!ENTITY % x SYSTEM "http://a.invalid/x"> %x;]><rss/>', "entities"),
        ("<rss><channel><item>", "well-formed"),
        ("<?xml version='1.0'?><urlset/>", "<urlset>"),
        ("<rss><channel/></rss>", "no article"),
        ("<nitf><head/></nitf>", "no text"),
        ("<rss>" + "<a>" * 100_000, "well-formed"),
        ("<rss><item><title>\x01</title></item></rss>", "binary"),
    ],
)  # fmt: skip
def test_a_bad_document_is_one_line(xml: str, part: str) -> None:
    with pytest.raises(InputError, match=r"^a\.xml: ") as caught:
        raise next(item for item in bytes_each(xml.encode(), "a.xml", SETTINGS) if isinstance(item, InputError))
    assert part in str(caught.value)
    assert "\n" not in str(caught.value)
