"""Frames in which a post changes hands: assume, charge, replace, become."""

import re
from collections.abc import Sequence

from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.following import with_followed
from watchers.extract.chinese.holding import not_news, told_before
from watchers.extract.chinese.moving import within_description
from watchers.extract.chinese.objects import Organisation, company_before, meant_post, object_of, role_after
from watchers.extract.chinese.origins import NEW
from watchers.extract.chinese.places import SUCCESSION, arrival, departure, post_company
from watchers.extract.chinese.scene import Result, Scene
from watchers.extract.chinese.subject import FOLLOWS, Subject
from watchers.extract.chinese.tokens import Kind


def assume(scene: Scene) -> Result:
    """P … T [O][R]: "X出任OR", "R一职由X接任"."""
    role = meant_post(role_after(scene.clause, scene.at) or _of_the_last(scene), scene.state.role)
    if scene.trigger.role and role is None:
        return
    if reason := not_news(scene, role):
        yield reason
        return
    who = scene.who()
    if len(who.people) > 1 and _of_several_houses(scene):
        yield "who takes which of the posts is not told"
        return
    target = _listed(scene, role)
    if not who.people or (reason := _unsaid(scene, who, target, role)):
        yield from filter(None, [who.stop or reason])
        return
    if role is None and who.carried and any(p.name in scene.state.joined for p in who.people):
        return
    heads = scene.word.text in _HEADS or scene.word.text.endswith("负责")
    post = role or (_handed(scene) if who.agent else None) or (IN_CHARGE if heads else None)
    if role is None and scene.state.subject and _HIS.search(told_before(scene)):
        post = scene.state.subject[-1].role or post
    followed = scene.people_after() if scene.word.text in FOLLOWS else []
    origin = left_for(scene, target)
    for phrase in who.people:
        if origin is not None:
            yield departure(scene, phrase, origin)
        if origin is None or target is not None:
            new = phrase.role if phrase.role and phrase.role.startswith(NEW) else None
            yield from with_followed(scene, into_post(scene, phrase, target, post or new), post, *followed)


def _of_the_last(scene: Scene) -> str | None:
    """The post behind the name of who had it: "接任Y的公司首席技术官一职"."""
    had = scene.people_after() if scene.word.text in FOLLOWS else []
    behind = scene.clause.tokens[had[-1].index + 1 : had[-1].index + 2] if had else []
    return role_after(scene.clause, had[-1].index) if behind and behind[0].text == "的" else None


def _of_several_houses(scene: Scene) -> bool:
    """As in "X、Y分别担任O的R、O2的R2", which says where everybody is."""
    houses = {t.company.company for t in scene.clause.tokens[scene.at :] if t.company is not None}
    return len(houses) > 1 and any("分别" in t.text for t in scene.before)


_HIS = re.compile("(?:他|她|其)的?(?:位置|职务|职位|岗位|原职)(?:将|则|改|已)?由")
"""As in "X升为总裁,他的位置由Y接任"."""


def _handed(scene: Scene) -> str | None:
    """The post before "由": "中心负责人由X接任"."""
    by = next((i for i, t in enumerate(scene.before) if t.text in {"由", "改由", "交由", "转由"}), 0)
    held = [t for t in scene.before[:by] if not t.has("adverb") and t.text not in {"一职", "职务", "职位", "将"}]
    post = held[-1] if held else None
    return meant_post(post.text, scene.state.role) if post is not None and post.kind is Kind.ROLE else None


_CHANGES = frozenset(["转任", "改任", "转至", "转往", "转赴", "转投", "出任", "接任", "转任为"])


def left_for(scene: Scene, target: Organisation | None) -> Organisation | None:
    """The house right before the verb in "从O转任O2R", which is not the one of the post."""
    origin = company_before(scene.clause, scene.at, after=frozenset({"从", "由", "自"}))
    beside = origin is not None and origin.index == scene.at - 1 and scene.word.text in _CHANGES
    if origin is None or not beside or (target is not None and target.ref.company == origin.ref.company):
        return None
    return origin


_HEADS = frozenset(["挂帅", "掌舵", "坐镇", "统领", "领衔", "执掌", "接管", "接手", "接掌"])


def _listed(scene: Scene, role: str | None) -> Organisation | None:
    target = _beside_role(scene) or object_of(scene.clause, scene.at, scene.lex, quoted=False)
    return target if isinstance(target, Organisation) and (target.known or role is not None) else None


def _beside_role(scene: Scene) -> Organisation | None:
    """Of several companies behind the verb the one before the title: "获选为O集团转投资公司O2董事长"."""
    tokens = scene.clause.tokens
    role = next((i for i in range(scene.at + 1, len(tokens)) if tokens[i].kind is Kind.ROLE), None)
    houses = [i for i in range(scene.at + 1, role or scene.at) if tokens[i].kind is Kind.COMPANY]
    if len(houses) < 2 or role is None or houses[-1] != role - 1:
        return None
    firm = tokens[houses[-1]]
    same = firm.company is not None and tokens[houses[0]].company is not None and firm.company.unit is not None
    return Organisation(ref=firm.company, known=firm.known, index=houses[-1]) if firm.company and not same else None


_ROTATES = frozenset({"转岗", "轮岗", "调岗"})
"""Words for another post in the same house, which need not be told."""
_THE_HOUSE = frozenset({"公司", "该公司", "集团", "该集团", "该行", "这家公司", "帅印"})
"""What somebody takes the head of in "前CEO X将重新执掌公司"."""


def _unsaid(scene: Scene, who: Subject, target: Organisation | None, role: str | None) -> str:
    """Why the clause says too little for a change of post; empty where it says enough."""
    if role is not None:
        return ""
    if target is not None:
        return "describes a time or a thing" if within_description(scene, target.index) else ""
    house = scene.next.text if scene.next is not None else ""
    if house in _THE_HOUSE and scene.word.text.endswith(("执掌", "重掌", "掌舵", "接掌")):
        return ""
    if scene.word.text in _ROTATES and scene.next is None and any(p.company for p in who.people):
        return ""
    speaks = who.agent or scene.word.text in SUCCESSION or scene.word.text.startswith("被")
    return "" if speaks else "no role is named"


def into_post(scene: Scene, phrase: Phrase, target: Organisation | None, role: str | None) -> Result:
    """Somebody comes to a post, at the company named for it or the one that is meant; a reason where none is."""
    place = post_company(scene, phrase, target)
    if place is None:
        yield "no company is named"
    else:
        yield from arrival(scene, phrase, place, role or scene.state.role)


_GRANTED = re.compile("核准|批准|获批|获准|同意|通过|批复|核发")
_PENDING = re.compile("待|尚需|须|需|未|不予|申请|报请|报送|提请|后生效|之日|日起")


def qualify(scene: Scene) -> Result:
    """P … [O] R T, granted: "核准X的OR任职资格", as banks and insurers tell who comes."""
    clause = scene.clause
    before = [p for p in scene.found if p.index < scene.at]
    told = clause.tokens[before[-1].index + 1 : scene.at] if before else []
    role = next((t.text for t in reversed(told) if t.kind is Kind.ROLE), before[-1].role if before else None)
    if not before or role is None or not _GRANTED.search(clause.text) or _PENDING.search(clause.text):
        return
    firm = next((t for t in reversed(told) if t.kind is Kind.COMPANY and t.company is not None), None)
    target = Organisation(ref=firm.company, known=firm.known) if firm is not None and firm.company else None
    place = post_company(scene, before[-1], target)
    if place is not None:
        yield next(arrival(scene, before[-1], place, role))


IN_CHARGE = "负责人"
"""What somebody is who is put in charge of something by a verb."""


_OF_THINGS = re.compile("成分股|(?:指数|市场|产品|技术|系统|标准|方案|模型|协议|地位|份额)(?=$|[,。;])")
"""Behind a word for taking a place, what no person takes."""


def replace_other(scene: Scene) -> Result:
    """P … T Y [任 R]: "X接替Y任R", "接替Y的是X"; Y goes out of the post, unless the words say that it was free."""
    if scene.word.text == "换下" and any(t.text == "被" for t in scene.before):
        yield from (departure(scene, phrase, None) for phrase in scene.who().people)
        return
    following = next((p for p in scene.found if p.index > scene.at), None)
    if following is not None and (heir := _heir(scene.found, scene, following)) is not None:
        yield from with_followed(scene, into_post(scene, heir, None, scene.state.role), scene.state.role, following)
        return
    if _describes_the_heir(scene, following):
        yield "describes who follows somebody"
        return
    after = scene.next
    if _OF_THINGS.search(scene.clause.sentence.text, scene.word.end, scene.clause.end):
        yield "one thing takes another's place"
        return
    who = scene.who()
    post = role_after(scene.clause, scene.at)
    same = post is not None and meant_post(post, "") == ""
    person = bool(scene.people_after()) or who.agent or after is None or after.has("pronoun") or same
    if not who.people or not person:
        yield from filter(None, [who.stop])
        return
    start = _giving(scene, following.index) if following else scene.at
    target = object_of(scene.clause, start, scene.lex)
    known = target if isinstance(target, Organisation) and target.known else None
    held = scene.profile(following).role if following is not None else None
    role = meant_post(role_after(scene.clause, start), None) or scene.state.role or held
    for phrase in who.people:
        yield from with_followed(scene, into_post(scene, phrase, known, role), role, *scene.people_after())


def _describes_the_heir(scene: Scene, following: Phrase | None) -> bool:
    """Whether the verb only says who somebody is: "接替Y的X", "接替他的人", not "接替即将退休的Y"."""
    after, tokens, text = scene.next, scene.clause.tokens, scene.clause.sentence.text
    behind = following is not None and following.index < len(tokens) - 1
    if behind and tokens[-1].kind is Kind.PERSON and tokens[-2].text == "的":
        return True
    his = after is not None and after.has("pronoun") and scene.at + 2 < len(tokens)
    his = his and tokens[scene.at + 2].text == "的" and not _HIS_POST.match(text, after.end if after else 0)
    return his or _HEIRS.match(text, scene.word.end) is not None


_HEIRS = re.compile("(?:其|他|她)[^,。;]{0,12}的(?:人员|人选|高管|人(?!事)|继任者)")
"""As in "接替其业务的人员已到岗"."""
_HIS_POST = re.compile("的[^,。;]{0,12}(?:岗位|职位|位置|职务|工作|职责|一职)(?=$|[,。;])")
"""As in "接替了他的岗位"."""


def _giving(scene: Scene, at: int) -> int:
    """The verb that tells the post behind the name of who is followed: "接替Y任OR"; the name where there is none."""
    near = range(at + 1, min(at + 4, len(scene.clause.tokens)))
    return next((i for i in near if any(t.frame == "assume" for t in scene.clause.tokens[i].triggers)), at)


def _heir(people: Sequence[Phrase], scene: Scene, following: Phrase) -> Phrase | None:
    """The second person of "接替高永岗的是刘训峰"."""
    linked = _LINKED.match(scene.clause.sentence.text, scene.clause.tokens[following.index].end)
    return next((p for p in people if p.index > following.index), None) if linked else None


_LINKED = re.compile(" ?(?:的?(?:职责|职务|职位|岗位|位置|工作))?的(?:则?是|为|将是)")
"""Behind who is followed: "接替Y的是X", "接替Y职务的是X"."""


def become(scene: Scene) -> Result:
    """R … T P: "O的R换成X", "接任者为X"."""
    roles = [t.text for t in scene.before if t.kind is Kind.ROLE]
    if not roles and scene.word.text.startswith(_ANYTHING):
        return
    by = company_before(scene.clause, scene.at)
    for phrase in scene.people or scene.people_after():
        place = post_company(scene, phrase, by)
        if place is not None:
            role = roles[-1] if roles else scene.state.role or _followed(scene)
            yield from with_followed(scene, [next(arrival(scene, phrase, place, role))], role, _given_up_by(scene))


_ANYTHING = ("变更", "更换", "更改", "变成", "换成")
"""Words for a change of anything: "账号名称变更为X" names no post."""


def _given_up_by(scene: Scene) -> Phrase | None:
    """Who had the post in "R由Y换成X"."""
    before = next((p for p in reversed(scene.found) if p.index == scene.at - 1), None)
    by = scene.clause.tokens[before.first - 1].text if before is not None and before.first else ""
    return before if by in {"由", "从", "已由", "已从"} else None


def _followed(scene: Scene) -> str | None:
    """The post of whom the last clause was about, in "接替他的是X"."""
    last = scene.state.subject[-1:] if any(char in scene.word.text for char in "他她") else []
    return next((scene.profile(phrase).role for phrase in last), None)
