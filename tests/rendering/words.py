"""Words of any length and script, as hostile as outlets can make them; the same for the same seed.

Seeded instead of shrunk: a property over thousands of cards has to cost milliseconds for many of them.
"""

import datetime as dt
import random

PLAIN = (
    "Lin Junyang", "林俊旸", "阿里巴巴", "通义千问", "Alibaba", "OpenAI", "chief research officer", "технический директор",
    "رئيس قسم الأبحاث", "ראש המחקר", "ประธานเจ้าหน้าที่", "최고 과학자", "प्रमुख", "Łukasz Šťastný", "AT&T", "gpt_4o", "O’Neil", "C++",
    "10:30", "50 %", "3.5", "naïve", "leaves", "the", "a",
)  # fmt: skip
MARKUP = (
    "<!channel>", "<!here|here>", "<@U0123>", "<#C1|general>", "<http://evil.example|Reuters>", "<!subteam^S1>",
    "<!date^1^{date}|x>", "@here", "@channel", "@everyone", "<@1>", "<@!1>", "<@&2>", "<#3>", "</moves:4>", "<t:1:R>",
    "<:e:5>", "<a:e:5>", "<id:guide>", "<+15551234567>", "<a@b.example>", "&lt;!here&gt;", "&amp;", "&#60;", "&", "<", ">",
    "|", "*", "**", "***", "_", "__", "~", "~~", "`", "```", "||", "[", "]", "(", ")", "](", "[a](https://evil.example)",
    "[a](<https://evil.example>)", "https://evil.example/x", "http://evil.example", "HTTPS://EVIL.EXAMPLE", "ftp://x.example",
    "mailto:a@b.example", "discord.gg/evil", ":tada:", ":+1:", "\\", "\\\\", "/", "# ", "## ", "-# ", "> ", ">>> ", "- ", "+ ", "1. ", "2) ",
    "*x*", "_x_", "~x~", "`x`", "**x**", "~~x~~", "__x__", "||x||", "{date}", "^", "\n", "\r\n", "\n# ", "\n> ", "\n- ",
)  # fmt: skip
ODD = (
    "\u0301", "e\u0301", "n\u0308\u0303", "\u20dd", "\u202e", "\u202d", "\u202a", "\u202c", "\u2066", "\u2069", "\u200e", "\u200f",
    "\u061c", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u3164", "\u2800", "\u00a0", "\u3000", "\u2028", "\u2029",
    "\x00", "\x07", "\x08", "\x1b[31m", "\x7f", "\x85", "\x9b", "\t", "\v", "\ud83d", "\udc00", "\ufffe", "\uffff", "\ue000", "\ufe0f", "\U000e0001",
    "\U000e0067", "👩\u200d👩\u200d👧", "👍🏽", "🇨🇳", "🇨", "🏴\U000e0067\U000e0062\U000e007f", "1\ufe0f\u20e3", "𠮷", "𝕏", "\U0010ffff", "  ",
)  # fmt: skip
_RANGES = ((0x20, 0x7E), (0x80, 0x24F), (0x300, 0x36F), (0x590, 0x6FF), (0x4E00, 0x9FFF), (0x2000, 0x206F),
           (0, 0xFFFF), (0x1F000, 0x1FAFF), (0x10000, 0x10FFFF))  # fmt: skip
_HOSTS = (
    "wire.example",
    "daily.example:8080",
    "例え.example",
    "[::1]",
    "user@evil.example",
    "bank.example@evil.example",
    "",
    "x y",
)


class Anything(random.Random):
    """Draws texts, addresses, moments and lists of them."""

    def any(self) -> str:
        """Words of any sort and length: mostly a few, now and then none, seldom twenty thousand characters."""
        chance = self.random()
        if chance < 0.30:
            return self.choice(PLAIN)
        if chance < 0.78:
            return self._mixed()
        if chance < 0.94:
            return "".join(map(chr, (self.randint(*self.choice(_RANGES)) for _ in range(self.randint(1, 12)))))
        if chance < 0.985:
            return self.choice(("", "", " ", "\n", "\u200b", "\u202e"))
        return self._long()

    def some(self, most: int) -> list[str]:
        """Up to so many words."""
        return [self.any() for _ in range(self.randint(0, most))]

    def url(self) -> str | None:
        """An address: good ones, those that lead elsewhere than they seem, and no addresses at all."""
        chance = self.random()
        if chance < 0.1:
            return None
        if chance < 0.5:
            return f"https://wire.example/{self.randint(1, 999)}?a=1&b=2"
        if chance < 0.85:
            scheme = self.choice(("https", "http", "HTTPS", "javascript", "ftp", "https\t"))
            return f"{scheme}://{self.choice(_HOSTS)}/{self.any()}"
        return self.any()

    def moment(self) -> dt.datetime:
        """A moment, as a rule of this year, else of any that there is."""
        if self.random() < 0.8:
            return dt.datetime(2026, 3, 3, 9, tzinfo=dt.UTC) + dt.timedelta(minutes=self.randint(-99_999, 99_999))
        return dt.datetime(self.choice((1, 1969, 1970, 2038, 9999)), self.randint(1, 12), 28, 23, 59, tzinfo=dt.UTC)

    def _mixed(self) -> str:
        """Pieces that would act, among words, close together or apart."""
        pieces = (self.choice(self.choice((PLAIN, MARKUP, MARKUP, ODD))) for _ in range(self.randint(1, 6)))
        return self.choice(("", " ")).join(pieces)

    def _long(self) -> str:
        """One word or many said again and again, past every limit."""
        most = self.choices((60, 300, 1500, 6000, 20_000), weights=(8, 8, 4, 2, 1))[0]
        piece = self.choice((self.choice(MARKUP), self.choice(ODD), self._mixed(), f"{self.choice(PLAIN)} ", "字", "w"))
        return piece * (most // len(piece) + 1)
