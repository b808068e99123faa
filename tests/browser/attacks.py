"""A hundred things and more that scanners and their owners send, by what they hope for: aimed at ourselves alone.

What merely breaks is asked of every address in test_address_walk.py.
Families as the OWASP Web Security Testing Guide names them (section 4.7, input validation); the words are ours.
"""

from dataclasses import dataclass
from urllib.parse import quote

MARK = "zqx7"  # stands in what may be shown, so that it can be found again
ELSEWHERE = "elsewhere.example"  # where nobody is led


@dataclass(frozen=True)
class Attack:
    """What is sent: in the query and in the fields of a form, in a header, or as a body."""

    value: str = ""
    header: tuple[str, str] = ("", "")
    body: bytes = b""
    kind: str = ""  # of the body
    method: str = "POST"


SCRIPTS = [
    "<script>MARK</script>",
    "<img src=x onerror=MARK>",
    "<svg/onload=MARK>",
    '"><b id=MARK>',
    "<iframe srcdoc='MARK'>",
    '<a href="javascript:MARK">x</a>',
    "</title><script>MARK</script>",
    "</textarea><script>MARK</script>",
    "<!--<script>MARK-->",
    "<x contenteditable onblur=MARK>y",
    "\u003cscript\u003eMARK",
    "<scr\0ipt>MARK</script>",
    "\ufe64script\ufe65MARK",
    "<noscript><p title='</noscript><b id=MARK>'>",
    "<meta http-equiv=refresh content='0;url=MARK'>",
    "<base href=//MARK>",
    '<p style="background:url(//MARK)">x',
]
STATEMENTS = [
    "'",
    "\\",
    "' OR '1'='1",
    "1;SELECT pg_sleep(9)",
    "'||pg_sleep(9)||'",
    "' UNION SELECT NULL,NULL,NULL--",
    "1/0",
    "%' AND 1=0 UNION ALL SELECT '1",
    "'; COPY x FROM PROGRAM 'id';--",
    "\u02bc OR 1=1",
    "a' || (SELECT usename FROM pg_user LIMIT 1) || '",
    "name__regex",
    "-pk",
    "__class__",
    '{"$gt":""}',
]
TEMPLATES_AND_SHELLS = [
    "{{ 7191*7193 }}",
    "{% debug %}",
    "{{ settings.SECRET_KEY }}",
    "${7191*7193}",
    "<%= 7191*7193 %>",
    "%(SECRET_KEY)s",
    "{0.__class__.__init__.__globals__}",
    "%s%s%s%s%n",
    "${jndi:ldap://127.0.0.1/a}",
    "$(id)",
    "; id",
    "\nid\n",
    "!!python/object/apply:os.system [id]",
    "__import__('os').system('id')",
    'O:8:"stdClass":0:{}',
    "=cmd|' /C calc'!A0",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
    '<!--#exec cmd="id"-->',
]
FILES_AND_PLACES = [
    "../../../../etc/passwd",
    "..\\..\\..\\windows\\win.ini",
    "file:///etc/passwd",
    "..%2f..%2fetc%2fpasswd",
    "%c0%ae%c0%ae/etc/passwd",
    "php://filter/resource=index.php",
    "http://127.0.0.1:5432/",
    "http://169.254.169.254/latest/meta-data/",
    "https://ELSEWHERE/",
    "/\\ELSEWHERE",
    "\\\\ELSEWHERE\\x",
    "https://127.0.0.1@ELSEWHERE/",
    "javascript://ELSEWHERE/%0aMARK",
    "data:text/html,MARK",
    "/en/../../ELSEWHERE",
    "\t//ELSEWHERE",
    "https://ELSEWHERE%00.127.0.0.1",
]
LINES_AND_LETTERS = [
    "a\r\nX-Mark: MARK",
    "a%0d%0aX-Mark: MARK",
    "a\u560d\u560aX-Mark: MARK",
    "a\r\n\r\n<b id=MARK>",
    "a@town.example\r\nBcc: b@ELSEWHERE",
    "a@town.example,b@ELSEWHERE",
    '"a\\" b"@town.example',
    "a\0b",
    "\u202eMARK",
    "\u0300" * 500,
    "\u0130\u0131",
    "A" * 3000,
    "9" * 400,
    "1e309",
    "9999-12-31T25:61",
]
VALUES = [*SCRIPTS, *STATEMENTS, *TEMPLATES_AND_SHELLS, *FILES_AND_PLACES, *LINES_AND_LETTERS]
HEADERS = [
    ("X-Forwarded-Host", ELSEWHERE),
    ("X-Original-URL", "/cms/"),
    ("X-Rewrite-URL", "/cms/"),
    ("X-HTTP-Method-Override", "DELETE"),
    ("Forwarded", f"host={ELSEWHERE}"),
    ("Referer", f"https://{ELSEWHERE}/<script>{MARK}</script>"),
    ("User-Agent", f"<script>{MARK}</script>"),
    ("Accept-Language", "x-" + "a-" * 900),
    ("Accept-Language", "../../ar"),
    ("Accept", "application/json;q=9,*/*;q=\0".replace("\0", "x")),
    ("Cookie", "sessionid=' OR 1=1--; csrftoken=" + "x" * 500),
    ("Cookie", "django_language=../../etc"),
    ("Range", "bytes=0-0,1-1,2-2,-1,9999999999999999999-"),
    ("If-None-Match", '"' + "a" * 3000 + '"'),
    ("If-Modified-Since", "Thu, 99 Foo 99999 99:99:99 GMT"),
    ("Origin", f"https://{ELSEWHERE}"),
]
BODIES = [
    (b"{", "application/json"),
    (b'{"a":' * 900, "application/json"),
    (b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "text/xml"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"", "multipart/form-data"),
    (b"a=b", "application/x-www-form-urlencoded; charset=utf-7"),
    (b"&".join(b"f%d=1" % n for n in range(2000)), ""),
    (b"\xff\xfe\xfd", "text/plain; charset=nonsense"),
    (b"MZ\x90\x00", "application/octet-stream"),
    (b"a[__proto__][x]=1&a[]=1&a[]=2", ""),
]


def every() -> list[Attack]:
    """Return them all, in one order."""
    values = [Attack(value=value.replace("MARK", MARK).replace("ELSEWHERE", ELSEWHERE)) for value in VALUES]
    headers = [Attack(header=header) for header in HEADERS]
    form = "application/x-www-form-urlencoded"
    return [*values, *headers, *(Attack(body=body, kind=kind or form) for body, kind in BODIES)]


def quoted(value: str) -> str:
    """Return `value` as a part of an address or a form."""
    return quote(value, safe="", errors="surrogatepass")
