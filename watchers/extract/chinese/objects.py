"""What stands behind a Chinese verb: an organisation, listed or not, and a role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from store.model.companies import CompanyRef
from watchers.extract.chinese.clauses import Clause
from watchers.extract.chinese.lexicon import Lexicon
from watchers.extract.chinese.tokens import Kind, Token

_LATIN = re.compile(r"[A-Za-z0-9][\w.&'-]*(?: [A-Z0-9][\w.&'-]*){0,3}", re.ASCII)
_QUOTED = re.compile(r"[\"'《「『]([^\"'》」』,。]{2,20})[\"'》」』]")
_MARKS = frozenset("\"'《》「」『』")
_LEAD = re.compile(
    r"(?:了|到|至|于|为|(?:已经?)?上市的|一家|这家|一个|自己的|新的?|由[^,。]{1,8}(?:创办|创立|成立)的|叫做?|名为|名叫|美国|中国|国内|海外|全球|另一家|知名|明星|前沿|头部|竞争对手|老东家|友商|前东家)*"
)
_NAMED = re.compile(
    r"(?:[\u4e00-\u9fffA-Za-z]{2,12}?(?:公司|企业)(?:叫做?|名为|名叫|是)?|(?:公司|企业)(?:叫做?|名为|名叫))((?!的)[\u4e00-\u9fff]{2,8})$"
)
"""As in "一家芯片公司远山"; behind a bare 公司 stands what happens there: "加入公司好几年", "退出公司管理事务"."""
_ROLE_WORDS = re.compile(
    "CEO|CTO|COO|CFO|VP|总裁|负责人|办公室|总监|经理|主任|职|官|顾问|教授|科学家|工程师|研究员|董事|主席|长$|执行|首席"
)
_SORT = re.compile(
    r"[\u4e00-\u9fffA-Za-z ]{0,14}?(?:检测商|供应商|开发商|制造商|运营商|服务商|业者|大厂|龙头|初创公司|创业公司|初创企业|新公司|公司|企业|机构|独角兽|实验室|厂商|巨头|平台|新贵)(?:叫做?|名为|名叫|是)? ?(?=[A-Za-z\"'“])"
)
_PHRASE_END = re.compile("[,。;、的并后任做担]")
_NOT_ORG = frozenset(
    [
        "AI",
        "CEO",
        "CTO",
        "COO",
        "CFO",
        "VP",
        "P10",
        "X",
        "GPU",
        "IPO",
        "A",
        "B",
        "C",
        "PPT",
        "KPI",
        "OKR",
        "App",
        "APP",
        "IP",
        "PC",
        "TO",
        "C端",
        "B端",
    ]
)
_UNIT = re.compile(
    "(?:AI|ML|NLP|CV|AGI|LLM|GPU|Tech|Data|Cloud|Robotics|Research|Innovation|Vision|Speech|Engineering|Product|Machine Learning|Foundation Models?)"
    "(?: (?:Labs?|Research|Team|Group|Center|Centre|Infra|Platform|Engineering|Science|Lab Team|BU))+|Labs?|Research|BU|BG"
)
"""What any company calls a part of itself: no company's name."""
_FIELDS = ("赛道", "阵营", "行列", "大军", "战局", "竞争", "混战")
"""What companies join, as unlisted names may end with it."""
_OBJECT_GAP = 14
_ROLE_GAP = 20
_NO_ROLE = ("任何", "其他职", "其它职", "一切职")


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation named beside a verb."""

    ref: CompanyRef
    known: bool = True
    index: int | None = None
    """Of its token in the clause, where it is a listed one."""


def object_of(
    clause: Clause, at: int, lex: Lexicon, *, adjacent: bool = False, quoted: bool = True
) -> Organisation | str | None:
    """The organisation behind the trigger; a reason where the object is something else; None where there is none."""
    gap = 0
    for index in range(at + 1, len(clause.tokens)):
        token = clause.tokens[index]
        if token.kind is Kind.COMPANY and token.company is not None:
            if not token.known and token.text.endswith(_FIELDS):
                return f"the object is no employer: {token.text}"
            if _owned(clause.tokens, index):
                return "whose the house is is told, not its name"
            if _is_something_else(clause, index, lex):
                return f"the object is no employer: {clause.text[-20:]}"
            return Organisation(ref=_named(clause.tokens, index), index=index, known=token.known)
        if adjacent:
            return None
        described = (
            token.text == "的" and index + 1 < len(clause.tokens) and clause.tokens[index + 1].kind is Kind.COMPANY
        )
        if token.kind in {Kind.PERSON, Kind.TRIGGER} or gap > _OBJECT_GAP or (_ends_object(token) and not described):
            break
        gap += len(token.text)
    return None if adjacent else _unlisted(clause, at, lex, quoted=quoted)


def _owned(tokens: Sequence[Token], index: int) -> bool:
    """Whether the company only tells who owns the one meant: "加入O创始人X旗下公司"."""
    after = tokens[index + 1 : index + 5]
    owner = next((i for i, t in enumerate(after) if t.kind is Kind.PERSON), len(after))
    return any(t.text in {"旗下", "创办", "创立"} for t in after[owner + 1 : owner + 2])


def _named(tokens: Sequence[Token], index: int) -> CompanyRef:
    """Company and unit of "腾讯AI Lab": neighbouring names of one company are one name."""
    ref = tokens[index].company
    assert ref is not None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if (
        after is not None
        and after.kind is Kind.COMPANY
        and after.company is not None
        and after.company.company == ref.company
    ):
        return after.company if after.company.unit else ref
    if after is not None and after.company is not None and after.known and after.start == tokens[index].end:
        return after.company  # "离开华为荣耀": the daughter, as before a name
    return ref


def _ends_object(token: Token) -> bool:
    if token.kind is Kind.MARK:
        return True
    return token.has("say", "pronoun") or token.text in {"后", "的", "并", "而", "以", "时", "之后", "、"}


_TEAM = re.compile(
    "^[^,。;的与和并]{0,14}(?:团队|部门|实验室|研究院|研发中心|事业部|事业群)(?=$|[,。;!?|]|担任|任|出任|工作)"
)
"""As in "加盟O人工智能研发核心团队": a part of the company, whatever it works on."""


_BRANCHES = re.compile("\\(?(?:中国|美国|日本|韩国|印度|德国|英国|北京|上海|深圳)\\)?")
"""Behind a company, where it works: "离开SAP中国", "大众集团(中国)CTO"."""


def _is_something_else(clause: Clause, index: int, lex: Lexicon) -> bool:
    """As in "加入英伟达生态", "退出苹果供应链": the company only describes the object."""
    rest = clause.sentence.text[clause.tokens[index].end : clause.tokens[index].end + 10]
    piece = _PHRASE_END.split(rest, maxsplit=1)[0]
    piece = _BRANCHES.sub("", piece)
    return (
        lex.no_company.search(piece) is not None
        and _TEAM.search(clause.sentence.text[clause.tokens[index].end :]) is None
    )


def _unlisted(clause: Clause, at: int, lex: Lexicon, *, quoted: bool) -> Organisation | str | None:
    """An organisation no list knows, by quotes, Latin letters or its ending."""
    text, word = clause.sentence.text[: clause.end], clause.tokens[at]
    closing = clause.sentence.text[clause.end : clause.end + 1]
    closing = closing if closing in _MARKS else ""  # behind the last word, and so in no clause
    if text[word.start - 1 : word.start] in _MARKS and text[word.end : word.end + 1] in _MARKS and word.start:
        return None  # the verb itself is quoted: X"回归"和Y"退位"
    start = _LEAD.match(text, clause.tokens[at].end).end()  # type: ignore[union-attr] # an empty match always succeeds
    rest = text[start:]
    if not rest.strip(" \"'"):
        return None
    if rest.startswith(lex.no_employer):
        return "the object is no employer"
    if sort := _SORT.match(rest):
        rest = rest[sort.end() :]
    rest = rest.lstrip()
    named = _NAMED.match(rest) if quoted else None
    in_quotes = text[start : start + 1] in {'"', "《", "「", "『"} or text[start - 1 : start] in {'"', "《", "「", "『"}
    name = (
        (_quoted_or_latin(rest + closing, text + closing, start) if quoted or not in_quotes else None)
        or (named[1] if named and not _only_words(named[1], clause) else None)
        or _by_ending(rest, clause, at, lex)
    )
    if name and any(t.kind is Kind.PERSON and t.text.startswith(name) for t in clause.tokens[at + 1 :]):
        return None
    if name and (_ROLE_WORDS.search(name) or (not quoted and re.fullmatch(r"[A-Z]{1,4}", name))):
        return None
    return Organisation(ref=CompanyRef(name), known=False) if name else None


def _only_words(name: str, clause: Clause) -> bool:
    """Whether nothing but everyday words stand there: "专注企业创新研究"."""
    return sum(len(t.text) for t in clause.tokens if t.has("common") and t.text in name) >= len(name)


def _quoted_or_latin(rest: str, text: str, start: int) -> str | None:
    if quoted := _QUOTED.match(rest) or _QUOTED.match(text, start - 1):
        return None if quoted.group()[0] == "《" else quoted[1]  # a work is no house
    latin = _LATIN.match(rest)
    if (
        latin is None
        or latin.group() in _NOT_ORG
        or not re.search(r"[A-Za-z]", latin.group())
        or latin.group()[0].islower()
    ):
        return None
    if _UNIT.fullmatch(latin.group()):
        return None
    tail = rest[latin.end() :].lstrip()[:4]
    return (
        None
        if re.match(
            r"[\u4e00-\u9fff]*?(?:领域|行业|赛道|方向|市场|项目|产品|业务|部门|团队|事业|联盟|计划|阵营|生态|系列|模型|芯片|基金会|标准|协议)",
            tail,
        )
        else latin.group().strip()
    )


def _by_ending(rest: str, clause: Clause, at: int, lex: Lexicon) -> str | None:
    """As in "加入言知科技": Chinese characters up to a known ending, none of them a known word of another kind."""
    branch = _BRANCH.match(rest)
    match = branch or lex.organisations.match(rest)
    if match is None or len(match.group()) < 3 or match.group() in {"人工智能", "人工智慧", "AI公司", "新公司"}:
        return None
    begin = len(clause.sentence.text[: clause.end]) - len(rest)
    words = [
        t
        for t in clause.tokens[at + 1 :]
        if t.kind in {Kind.TRIGGER, Kind.PERSON, Kind.DATE}
        or t.has("say", "pronoun", "preposition", "stay")
        or (t.start == begin and t.has("adverb") and len(t.text) > 1)
    ]
    length = begin + match.end()
    stem = match.group()[: -len(match[1])]
    common = [t for t in clause.tokens[at + 1 :] if t.end <= length - len(match[1]) and len(t.text) > 1]
    if _NO_STEM.fullmatch(stem) or (stem.isascii() and stem.islower()):
        return None
    worded = sum(len(t.text) for t in common if t.has("common", "stop", "other_subject")) >= len(stem)
    if (worded and branch is None) or len(stem) < 2 or match.group().startswith("AI"):
        return None
    if any(t.start < length for t in words) or re.search(r"[的了一这该家个是0-9,]|仍在|还在", match.group()):
        return None
    return match.group()


_BRANCH = re.compile("[\u4e00-\u9fff]{2,10}?(大学[\u4e00-\u9fff]{2,6}分校)")
"""A university told with its town: "加利福尼亚大学圣迭戈分校"."""
_NO_STEM = re.compile(
    "人形|智能|智慧|智驾|新能源|工业|服务|扫地|仿生|类人|四足|双足|协作|陪伴|教育|临时|本|该|新|母|子|整个|所属|旗下|大型|知名|上市|国有|民营|跨国|自家|原|前|我|贵|控股|全资|代理|执行|联席"
)
"""Before an ending, what makes no name: "担任临时集团主席"."""
_OFFICE = re.compile("(?:/[^,。]{1,4})?办公室")
"""Behind a title that only names an office: "CEO/总裁办公室首席科学家"."""


def role_after(clause: Clause, at: int) -> str | None:
    """The role, or chain of roles, that the trigger gives or takes."""
    tokens, text = clause.tokens, clause.sentence.text
    roles = (i for i in range(at + 1, len(tokens)) if tokens[i].kind is Kind.ROLE)
    first = next((i for i in roles if not _OFFICE.match(text, tokens[i].end)), None)
    if first is None:
        return None
    houses = sum(len(t.text) for t in tokens[at + 1 : first] if t.kind is Kind.COMPANY)
    if tokens[first].start - tokens[at].end - houses > _ROLE_GAP:
        return None
    if any(t.kind is Kind.PERSON for t in tokens[at + 1 : first]):
        return None
    last = first
    while last + 2 < len(tokens) and tokens[last + 2].kind is Kind.ROLE and tokens[last + 1].text in "、和及与兼":
        last += 2
    role = text[tokens[first].start : tokens[last].end]
    return None if role.startswith(_NO_ROLE) else role


_SAME_POST = re.compile(
    "继任者|接任者|接班人|(?:担任|不再任|任)?(?:该|此|这一|这个|上述|相关|原|原有|现有|所有|有关)?(?:职务|职位|一职|职)$"
)


def meant_post(role: str | None, before: str | None) -> str | None:
    """The post that was named before, for "这一职务", "上述职务"; any other role as it is."""
    return before if role is not None and _SAME_POST.fullmatch(role) else role


def company_before(clause: Clause, at: int, *, after: frozenset[str] = frozenset()) -> Organisation | None:
    """The nearest listed company left of the trigger; with `after`, only behind one of these prepositions."""
    for index in range(at - 1, -1, -1):
        token = clause.tokens[index]
        if token.kind is Kind.COMPANY and token.company is not None:
            before = clause.tokens[index - 1].text if index else ""
            if not after or before in after:
                return Organisation(ref=_named(clause.tokens, index), index=index, known=token.known)
    return None
