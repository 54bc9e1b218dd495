"""How sure a Chinese clause is, and whether it is told as history. Words come from `lexicon/zh_certainty.toml`."""

import re
from collections.abc import Sequence
from functools import lru_cache

from store.model.moves import Status
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.lexicon import Lexicon, lexicon
from watchers.extract.text import Sentence

_LADDER = (
    ("denied", Status.DENIED),
    ("rumored", Status.RUMORED),
    ("reported", Status.REPORTED),
    ("confirmed", Status.CONFIRMED),
)


def status(clause: Clause, lex: Lexicon, voice: Status = Status.REPORTED, *, announced: bool = False) -> Status:
    """The clause's own word first, then the sentence's, then the voice that the article has spoken in so far.

    What the company itself announces is confirmed though a report passes the announcement on; hearsay of it is not.
    """
    hearsay = clause.sentence.in_title and _HEARSAY.match(clause.sentence.text)
    if hearsay or clause.tokens[0].text == "传":
        return Status.RUMORED
    own = _told(_NO_VOICE.sub("", _UNDENIED.sub("", clause.text)), lex, _LADDER)
    if own is not None:
        return own
    text = _part_of(clause)
    whole = _of_part(text, clause.sentence.text)
    if whole in {None, Status.CONFIRMED} and not announced and "据" in text:
        whole = Status.REPORTED if _ACCORDING.search(text) else whole
    if whole is None:
        return voice
    return Status.CONFIRMED if announced and whole is Status.REPORTED else whole


def _of_part(text: str, sentence: str) -> Status | None:
    """What the part of a sentence says, else the sentence; hearsay of another part is none of this one's."""
    said = _of_sentence(text)
    if said is not None or text == sentence:
        return said
    whole = _of_sentence(sentence)
    return None if whole is Status.RUMORED else whole


def _part_of(clause: Clause) -> str:
    """The clauses between two semicolons, which have a voice of their own: "A重返O;B据传已回O2"."""
    text = clause.sentence.text
    if ";" not in text:
        return text
    end = text.find(";", clause.end)
    return text[text.rfind(";", 0, clause.start) + 1 : end if end >= 0 else len(text)]


_ACCORDING = re.compile(
    "(?:^|[,。;])据(?!公司|官方|悉)(?:[^,。]{1,12}消息|[^,。]{0,10}(?:晚点|氪|Post|日报|时报|周刊|财经|新闻|网|社)),"
)
"""As in "据Tech星球消息,", "据晚点LatePost,": somebody else says so."""
_HEARSAY = re.compile("传(?![音媒统奇递感祺闻言说出神真播输达导])")
"""How a headline opens that reports hearsay: "传O新CTO:X"."""


def _told(text: str, lex: Lexicon, ladder: Sequence[tuple[str, Status]]) -> Status | None:
    """The first status of the ladder that has a word in the text."""
    for name, found in ladder:
        if lex.certainty[name].search(text) is not None:
            return found
    return None


@lru_cache(maxsize=64)
def _of_sentence(text: str) -> Status | None:
    """What a sentence's words say; kept, for a sentence without an end has hundreds of clauses."""
    return _told(_NO_VOICE.sub("", text), lexicon(), _LADDER[1:])


_NO_VOICE = re.compile(
    "并透露|还透露|传闻已久|传言已久|酝酿已久|期待已久|筹备已久|董事会(?=秘书|主席|成员|办公室|副主席)"
)
"""Words that only look like a voice: "宣布了传闻已久的人事变动" is no rumour, "董事会秘书" no announcement."""
_UNDENIED = re.compile("(?:未|没有|没|不|无法|拒绝)(?:予以|加以|直接|明确)?否认")
"""As in "O没有否认": no denial."""


def voice_of(sentences: Sequence[Sentence], lex: Lexicon) -> Status:
    """In which voice an article begins: plain fact, unless it anywhere passes on what others say."""
    opening = any(lex.certainty["reported"].search(s.text) for s in sentences if s.index <= _OPENING)
    heard = opening or any(_NO_WORD.search(s.text) for s in sentences)
    return Status.REPORTED if heard else Status.CONFIRMED


_OPENING = 1
_NO_WORD = re.compile("(?:未|没有|没|不予|拒绝|均未|都没有|暂未|尚未)[^,。]{0,6}(?:回应|置评|评论|证实|确认|说话)")
"""What an article adds that passes on what others say, wherever it stands."""


def voice_after(text: str, before: Status) -> Status:
    """In which voice the article goes on after a sentence: an announcement holds until somebody else is quoted."""
    if "据" in text and _PASSED_ON.search(text):
        return Status.CONFIRMED
    return _of_sentence(text) or before


_PASSED_ON = re.compile(
    "据[^,。]{0,12}报[道导][^,。]{0,2},[^。]{0,60}(?:CEO|首席执行官|总裁|董事长)[^,。]{0,40}(?:宣布|证实|发布公告)"
)
"""An announcement of the house's head that a report passes on: what follows it is the head's word."""


def settles(text: str, lex: Lexicon) -> Status | None:
    """Whether a sentence confirms or denies what was told before it."""
    if lex.certainty["settled_no"].search(_UNDENIED.sub("", text)):
        return Status.DENIED
    sure = lex.certainty["settled_yes"].search(text) and not lex.certainty["settled_not"].search(text)
    return Status.CONFIRMED if sure else None


def unreal(clause: Clause, lex: Lexicon) -> str | None:
    """Why the clause tells no fact at all: a question, a wish, a guess; None where it does."""
    asked = clause.closer == "?" or lex.certainty["question"].search(clause.text) is not None
    if asked and not lex.certainty["presupposes"].search(clause.text):
        return "a question"
    told = clause.text
    found = lex.certainty["hypothetical"].search(told) or _OUGHT.search(told) or _IF.match(told)
    return f"a supposition: {found.group()}" if found else None


_IF = re.compile("若(?![热昂泽奥埃尔阿])")
_OUGHT = re.compile(
    "(?<![回响相对反供适效])应(?:该|当)?(?:立即|立刻|马上|尽快|主动|引咎|自行|被)?(?:辞|离职|下台|下课|退位|退休|卸任|让位|解雇|解职|撤换|罢免|换掉)"
    "|(?:应该|应当|理应|呼吁|建议|劝|敦促|希望)[^,。;]{0,20}(?:加入|加盟|跳槽|转投)"
    "|必须(?:立即|立刻|马上|尽快)?(?:辞职|下台|下课|走人|离开|被解雇)"
)
"""What somebody else thinks right: "应立即辞职"."""
_CLEARED = re.compile("澄清[^,。;!|]{0,20}(?:传闻|传言|流言|谣言|说法)")
_RUMOR_DENIED = re.compile(
    "(?:^|[,:;|])(?:网传|盛传|被传|传|传闻|曝)[^。;]{2,40}[,:;][^,。;]{0,10}(?:均?否认|辟谣|称不实|回应不实)[!。]?$"
)
"""As in "网传X加入O,O否认"."""
_ANSWERED = re.compile(
    "回应[^:;|]{1,24}(?:离职|开除|解雇|停职|免职|卸任|辞职|下课|退休|跳槽|入职|加盟|加入)[^:;|]{0,8}[:,](.{3,40})$"
)
"""A headline that sets the answer behind what was rumoured: "X回应被开除:我在上班"."""
_STILL_THERE = re.compile(
    "暂未|并未|尚未|未离|未(?:曾|有)|没有(?:离|这|此|任何|相关|收到)|目前没有|并无|无此|还在|仍在|在上班|人在|在岗|在职|不会(?:离|走)|假"
)
_OWNED = re.compile("证实|确认|承认|属实(?<!不属实)|确已")


def denied_by(title: str, lex: Lexicon) -> bool:
    """Whether a headline says that what is told is untrue: "O辟谣", "X澄清离职传闻"."""
    cleared = _CLEARED.search(title) is not None and _OWNED.search(title) is None
    answer = _ANSWERED.search(title)
    answered = answer is not None and _STILL_THERE.search(answer[1]) is not None and _OWNED.search(title) is None
    rumored = _RUMOR_DENIED.search(title) is not None
    return cleared or answered or rumored or lex.certainty["settled_title"].search(title) is not None


_EARLIER_CASE = re.compile("(?:这(?:也)?是)?继.{3,60}(?:之后|以后|后)$")
"""As in "这是继X卸任之后": named only because it was news before."""


_SINCE_THEN = re.compile(
    "(?:就?在)?.{4,60}?(?:的|了)?[0-9一二两三四五六七八九十半数几]{1,3}个?(?:多)?(?:月|年|周|星期)(?:多)?(?:之后|以后|后)$"
)
"""As in "就在O罢免X三个月之后": a time that only opens the news."""


_AFTER = "后"
"""What both of these end with."""
_AND = ("并", "且")
_ONCE = re.compile("(?:也|还)?曾(?:在|于|任|为|担任|经)")
"""How a clause opens whose second half, "并担任R", is as old: "曾在O工作了18年"."""


def told_as_past(clause: Clause, before: int, lex: Lexicon) -> bool:
    """Whether a date or a word left of the place puts the clause well before the article."""
    after = clause.text.endswith(_AFTER)
    if clause.dated_past or (after and (_EARLIER_CASE.match(clause.text) or _SINCE_THEN.match(clause.text))):
        return True
    text = clause.sentence.text
    if clause.text.startswith(_AND) and _ONCE.match(text, text.rfind(",", 0, max(clause.start - 1, 0)) + 1):
        return True
    left = text[clause.start : before].rpartition("的")[2]
    return lex.certainty["past"].search(left) is not None


def renewed(clause: Clause, *, strictly: bool) -> bool:
    """Whether the clause leaves a carried past: it brings a date of its own that is not past, or a word for now.

    Strictly: a past that a date of its own set for the whole sentence ends only with another time.
    """
    fresh = any(not t.past for t in clause.dates)
    return fresh or any(t.text in (_TODAY if strictly else _NOW) for t in clause.tokens)


_TODAY = frozenset({"近日", "日前", "目前", "现在", "现已", "如今", "眼下", "近期", "最近", "此次"})
_NOW = frozenset(
    [
        "近日",
        "日前",
        "目前",
        "现在",
        "如今",
        "今日",
        "今天",
        "昨日",
        "宣布",
        "官宣",
        "最新",
        "刚刚",
        "近期",
        "本周",
        "已经",
        "即将",
        "此次",
        "这次",
    ]
)


_TURNS = re.compile("但|不过|然而|承认|证实|确认|宣布|表示将|另外|此外")
_ALL_UNTRUE = re.compile("(?:不属实|不实消息|不实信息|不实|是谣言|系谣言|是假消息|的传闻|的传言|的说法)[。!]?$")


def denial_goes_on(clause: Clause) -> bool:
    """Whether a clause after a denied one of its sentence is denied with it: "O否认A离职,B接任"."""
    return _TURNS.search(clause.text) is None


def denies_all(sentence: str) -> bool:
    """Whether a sentence ends by calling all it told untrue."""
    return _ALL_UNTRUE.search(sentence) is not None


def denies_before(clause: Clause, lex: Lexicon) -> bool:
    """Whether the clause says that what the sentence told before is untrue: "都是没有的事"."""
    if lex.certainty["denied"].search(clause.text) is None or _DENIES_OTHER.search(clause.text):
        return False
    return not clause.tellers


_DENIES_OTHER = re.compile("^[^,。]{0,8}否认(?!了?(?:此|该|这|上述|传闻|传言|消息|报道|说法|相关|称|表示|道|$))")
"""What is denied stands behind the word and is another thing: "确认X将离职 否认裁撤编辑"."""
