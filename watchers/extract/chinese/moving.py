"""Frames in which somebody goes, comes, is taken or is let go: leave, vacate, join, hire, fire."""

import re
from dataclasses import replace

from store.model.companies import CompanyRef
from watchers.extract.chinese.lasting import for_so_long, here_for_long, stayed_at
from watchers.extract.chinese.nowhere import told_without_house
from watchers.extract.chinese.objects import Organisation, company_before, meant_post, object_of, role_after
from watchers.extract.chinese.places import arrival, departure, joined_topic
from watchers.extract.chinese.scene import Draft, Result, Scene
from watchers.extract.chinese.subject import Subject
from watchers.extract.chinese.tokens import Kind
from watchers.extract.engine import CompanySource, Direction

_FROM = frozenset({"从", "自", "在", "于"})
_PARTS = frozenset({"分道扬镳", "分手", "和平分手"})
_WITH = frozenset({"与", "和", "同", "跟"})
_NEWS = frozenset(["消息", "传闻", "传言", "决定", "新闻", "事情", "计划", "动向", "可能性", "说法", "公告"])


def leave(scene: Scene) -> Result:
    """P … T [O]: "X离开O", "X从O离职", "刚离开O的X"."""
    who = scene.who(behind=True)
    parts = scene.word.text in _PARTS
    if not who.people or (reason := _no_going(scene, who, parts=parts)):
        yield from filter(None, [who.stop or (reason if who.people else "")])
        return
    target = object_of(scene.clause, scene.at, scene.lex, adjacent=scene.trigger.id == "zh.resign")
    if scene.trigger.id == "zh.leave" and _POST_LEFT.match(scene.clause.sentence.text, scene.word.end):
        yield from (departure(scene, phrase, None, phrase.role or scene.state.role) for phrase in who.people)
        return
    if isinstance(target, str):
        yield target
        return
    if target is None and scene.trigger.id == "zh.leave" and _has_other_object(scene):
        yield "leaves something that is no employer"
        return
    from_where = _parted_from(scene) if parts else company_before(scene.clause, scene.at, after=_FROM)
    from_where = from_where or stayed_at(scene)
    yield from (departure(scene, phrase, target or from_where) for phrase in who.people)


_ALLOWS = frozenset({"批准", "同意", "接受", "接受了", "批准了", "收到", "拒绝", "证实", "确认"})
_SOMEBODYS = frozenset({"其", "他", "她", "他的", "她的", "对方"})
"""Between such a verb and a going, who goes: "CEO X批准其辞职" is no going of X."""


def _no_going(scene: Scene, who: Subject, *, parts: bool) -> str:
    """Why the verb tells no going of these people; empty where it does."""
    if any(t.text in _ALLOWS for t in scene.before[-3:-1]) and scene.before[-1].text in _SOMEBODYS:
        return "somebody else's going is allowed"
    if (who.carried and not who.behind and _describes(scene)) or _of_whom_it_takes(scene):
        return "describes something, tells no going"
    if parts and (len(scene.found) > 1 or who.carried):
        return "two people part"
    if parts and scene.word.text != "分道扬镳" and _parted_from(scene) is None:
        return "parts from whom is not told"
    return ""


def _of_whom_it_takes(scene: Scene) -> bool:
    """Whether the verb only describes whom an earlier one takes: "X返聘退休总裁Y"."""
    after = scene.clause.tokens[scene.at + 1 : scene.at + 3]
    titled = [t.kind for t in after] == [Kind.ROLE, Kind.PERSON]
    return titled and any(trigger.frame == "hire" for t in scene.before for trigger in t.triggers)


def _parted_from(scene: Scene) -> Organisation | None:
    return company_before(scene.clause, scene.at, after=_WITH)


def _describes(scene: Scene) -> bool:
    """Whether the verb belongs to a noun behind "的" and no person: "退出的企业之一", "他离职的原因"."""
    tokens = scene.clause.tokens[scene.at + 1 : scene.at + 3]
    return len(tokens) > 1 and tokens[0].text == "的" and tokens[1].text not in _NEWS


_POST_LEFT = re.compile("(?:了)?(?:这个|这一|该|原|现任)?(?:职位|岗位|职务)")
"""As in "离开这个职位"."""


_BUSINESS = re.compile("(?:中国|亚太|海外|欧洲|美国|北美|大中华区|国内|国际|这项|此项|该|原)[^,。]{0,2}(?:业务|市场)")
"""As in "离开中国业务": gone from a part, not from the house."""


def _has_other_object(scene: Scene) -> bool:
    """Whether an object stands behind the verb that is no organisation: "离开北京"."""
    after = scene.next
    if after is None or after.text.startswith(("这家", "该", "本")):
        return False
    if _BUSINESS.match(scene.clause.sentence.text, scene.word.end):
        return True
    return after.kind in {Kind.TEXT, Kind.ROLE} and len(after.text) > 1


def vacate(scene: Scene) -> Result:
    """P … T [O][R]: "X卸任OR"."""
    who = scene.who(behind=True)
    if not who.people:
        yield from filter(None, [who.stop])
        return
    heirs = scene.people_after() if scene.word.text in _HANDS_ON else []
    if scene.word.text == "交出" and not heirs and not _POWER.search(scene.clause.sentence.text, scene.word.end):
        yield "hands over something that is no post"
        return
    role = None if heirs else meant_post(role_after(scene.clause, scene.at), scene.state.role)
    his = scene.next is not None and scene.next.text == "其"  # "免去其O的R职务"
    target = object_of(scene.clause, scene.at + his, scene.lex, quoted=False)
    listed = target if isinstance(target, Organisation) else None
    for phrase in who.people:
        gone = departure(scene, phrase, listed, role)
        yield gone
        if isinstance(gone, Draft) and heirs:
            given = role_after(scene.clause, heirs[-1].index)
            for heir in heirs:
                yield from arrival(scene, heir, (gone.company, CompanySource.TOLD), given)


_POWER = re.compile("帅印|大权|权力|权杖|接力棒|职务|职位|[^,。;]{0,8}(?:之位|一职|CEO|总裁|董事长|总经理)")
"""What somebody hands over who gives up a post; a model, a report or an answer is none."""
_HANDS_ON = frozenset({"交棒"})
"""Words for giving up a post that name who gets it: "交棒给X和Y为联席CEO"."""


def join(scene: Scene) -> Result:
    """P … T O: "X加入O"."""
    target = object_of(scene.clause, scene.at, scene.lex)
    if isinstance(target, str):
        yield target
        return
    if reason := _no_house(scene, target):
        yield reason
        return
    who = scene.who(behind=True)
    reason = _no_coming(scene, target, who) if target is not None else here_for_long(scene)
    if reason or not who.people:
        yield from filter(None, [reason or who.stop])
        return
    role = role_after(scene.clause, scene.at) or (_seat(scene, target) if target is not None else None) or _as(scene)
    origin = company_before(scene.clause, scene.at, after=frozenset({"从", "自"}))
    each = _each_its_own(scene, target, len(who.people))
    for at, phrase in enumerate(who.people):
        if each and each[at] is None:
            yield "who joins which of the companies is not told"
            if scene.trigger.also_out and phrase.company is not None and not phrase.former:
                yield departure(scene, phrase, None)
            continue
        place = each[at] if each else target.ref if target is not None else joined_topic(scene, phrase)
        if place is None:
            yield told_without_house(scene, phrase)
        else:
            source = CompanySource.EXPLICIT if target else CompanySource.SUBJECT
            drafts = list(arrival(scene, phrase, (place, source), role))
            yield from drafts
            if origin is not None and len(drafts) == 1 and origin.ref.company != place.company:
                yield poached(drafts[0], origin)


_GOES = frozenset(
    [
        "进入",
        "走进",
        "前往",
        "来到",
        "来到了",
        "去往",
        "前去",
        "要去",
        "将去",
        "会去",
        "去了",
        "回到",
        "回到了",
        "返回",
        "奔赴",
        "落户",
        "签约",
        "投向",
        "回流",
        "投身",
        "投身于",
        "投入",
        "转向",
        "落脚",
    ]
)
"""Words for going anywhere, which tell a coming only right before a house and nothing of it."""
_INVESTS = re.compile("的?新?(?:投资人|投资方|股东|投资者|机构|企业|厂商|成员国|国家|投资)")
_SHOW = re.compile(
    "新剧|新片|电影(?!公司|集团|频道|学院)|剧集|影片|真人版|真人剧|动画片|综艺|音乐剧|续集|漫改|剧组|连续剧|电视剧|大片|赛季|战队|球队|执行制片"
)
"""Behind a verb of joining, what makes an actor's or a player's news of it."""
_ITS = re.compile(
    "(?:公司|集团)?[^,。]{0,6}(?:店|大楼|园区|工厂|现场|会|会场|官网|首页|市场|榜|直播间|展台|晚宴|宴会|典礼|仪式|论坛|峰会|年会|婚礼|葬礼|活动|节目|合作|项目|生态|网站|超级工厂|中心)"
)
"""Behind a house's name, what is only something of it: "来到O零售店"."""


def _no_house(scene: Scene, target: Organisation | None) -> str:
    """Why nobody comes to a house by this verb; empty where somebody may."""
    text, end = scene.clause.sentence.text, scene.word.end
    if _INVESTS.match(text, end):
        return "investors join, nobody comes"
    if _SHOW.search(text, end, scene.clause.end):
        return "joins a film or a show, no house"
    elsewhere = scene.word.text in _GOES and not _to_a_house(scene, target)
    return "goes somewhere, joins nobody" if elsewhere else ""


def _to_a_house(scene: Scene, target: Organisation | None) -> bool:
    """Whether a listed house stands right behind the verb, and nothing of it."""
    tokens = scene.clause.tokens
    if target is None or target.index is None:
        return target is None
    beside = all(t.kind is not Kind.TEXT or t.text.endswith("东家") for t in tokens[scene.at + 1 : target.index])
    return beside and _ITS.match(scene.clause.sentence.text, tokens[target.index].end) is None


def _no_coming(scene: Scene, target: Organisation, who: Subject) -> str:
    """Why the verb and its object tell no coming; empty where they do."""
    text, end = scene.clause.sentence.text, _end_of(scene, target)
    if within_description(scene, target.index):
        return "describes a time or a thing"
    later = who.carried and _AFTER.fullmatch(text, end, scene.clause.end) and not _TO_COME.search(text, end)
    if later or _BEFORE.match(text, end):
        return "only sets a time"
    lasting = target.index is not None and for_so_long(scene, target.index)
    return "tells for how long, not that it happens" if lasting else ""


_AS = re.compile("以([^,。以]{2,12}?)的?身份$")
"""As in "以顾问身份" before "回到O"."""


def _as(scene: Scene) -> str | None:
    found = _AS.search(scene.clause.sentence.text[scene.clause.start : scene.word.start])
    return found[1] if found else None


def _seat(scene: Scene, target: Organisation) -> str | None:
    """The seat told by "加入O董事会"."""
    index = target.index
    at_board = index is not None and scene.clause.sentence.text.startswith("董事会", scene.clause.tokens[index].end)
    return "董事" if at_board else None


def _each_its_own(scene: Scene, target: Organisation | None, people: int) -> list[CompanyRef | None]:
    """As in "X、Y分别加入O和O2": one company each, in order; of more people than companies only first and last are told."""
    tokens = scene.clause.tokens
    if target is None or target.index is None or not any("分别" in t.text for t in scene.before):
        return []
    refs = [t.company for t in tokens[target.index :] if t.kind is Kind.COMPANY]
    if len(refs) < 2 or people < 2:
        return []
    if len(refs) == people:
        return list(refs)
    return [refs[0], *[None] * (people - 2), refs[-1]]


_BEFORE = re.compile(
    " ?(?:公司|集团|团队|汽车|科技|中国|软件|网络)?(?:之前|以前|前(?=[,。;曾就已他她是任]|担任|一直|$)|之初|的?期间)"
)
"""Behind where somebody came to: "加入O之前,X是O2的R"."""
_AFTER = re.compile(" ?(?:公司|集团|团队)?(?:之后|以后|后)")
"""The same of what came later, where the clause is nothing more: "加入O后,X先后负责过…"."""
_TO_COME = re.compile("将|会(?!议|员|上|谈)|今后|未来")
"""Words of what is still to be done there: "加入O后,他将负责…" does tell a coming."""


def _end_of(scene: Scene, target: Organisation) -> int:
    """Where in the sentence the name of the house behind the verb ends."""
    if target.index is not None:
        return scene.clause.tokens[target.index].end
    place = scene.clause.sentence.text.find(target.ref.company, scene.word.end)
    return place + len(target.ref.company) if place >= 0 else scene.word.end


def within_description(scene: Scene, index: int | None) -> bool:
    """Whether the verb and its object only describe what follows "的": "接手钉钉的五年里"."""
    tokens = scene.clause.tokens
    if index is None or index + 2 >= len(tokens) or tokens[index + 1].text != "的":
        return False
    return not any(p.index > index for p in scene.found) and tokens[index + 2].text not in _NEWS


def poached(draft: Draft, origin: Organisation) -> Draft:
    """The departure from where somebody is taken who arrives."""
    return replace(
        draft, direction=Direction.OUT, company=origin.ref, source=CompanySource.EXPLICIT, role=draft.phrase.role
    )
