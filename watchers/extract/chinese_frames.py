"""The frames of Chinese triggers: who goes where, clause by clause. `lexicon/zh_triggers.toml` says which word has which.

A frame sees one trigger in one clause and yields drafts; it knows no dates and no certainty.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from store.model.companies import CompanyRef
from watchers.extract.chinese_clauses import Clause, Phrase
from watchers.extract.chinese_lexicon import Lexicon, Trigger
from watchers.extract.chinese_objects import Organisation, company_before, object_of, role_after
from watchers.extract.chinese_subject import State, Subject, subject
from watchers.extract.chinese_tokens import Kind, Token
from watchers.extract.engine import CompanySource, Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim before date, certainty and wording are known."""

    phrase: Phrase
    direction: Direction
    company: CompanyRef
    known: bool = True
    source: CompanySource
    role: str | None = None
    pattern: str
    behind: bool = False


@dataclass(slots=True)
class Profile:
    """What the article says of a person's place, wherever it says it."""

    company: CompanyRef | None = None
    role: str | None = None
    former: CompanyRef | None = None
    former_role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One trigger in its clause, with all that is known around it."""

    clause: Clause
    at: int
    trigger: Trigger
    found: Sequence[Phrase]
    state: State
    lex: Lexicon
    profiles: dict[str, Profile] = field(default_factory=dict)
    main: CompanyRef | None = None
    leaders: dict[str, CompanyRef] = field(default_factory=dict)
    people: Sequence[Phrase] = ()
    """The subject, where another clause gives it: "多人离职，包括A和B"."""
    first_lines: bool = True
    """Whether the clause stands in the title or the opening sentence."""
    reorganised: bool = False
    """True where the article opens with new departments."""

    @property
    def word(self) -> Token:
        """The trigger's token."""
        return self.clause.tokens[self.at]

    @property
    def next(self) -> Token | None:
        """The token behind the trigger."""
        return self.clause.tokens[self.at + 1] if self.at + 1 < len(self.clause.tokens) else None


Result = Iterator["Draft | str"]
"""Drafts, and reasons why there is none."""


def read_frame(scene: Scene) -> Result:
    """Drafts of one trigger, or the reasons why it gives none."""
    rest = scene.clause.sentence.text[scene.word.end :]
    if rest.startswith(scene.trigger.not_next) and scene.trigger.not_next:
        return iter(())
    return _FRAMES[scene.trigger.frame](scene)


def _who(scene: Scene, *, behind: bool = False) -> Subject:
    if scene.people:
        return Subject(people=scene.people)
    return subject(scene.clause, scene.at, scene.found, scene.state, behind_allowed=behind)


def _leave(scene: Scene) -> Result:
    who = _who(scene, behind=True)
    if not who.people:
        yield from filter(None, [who.stop])
        return
    target = object_of(scene.clause, scene.at, scene.lex, adjacent=scene.trigger.id == "zh.resign")
    if isinstance(target, str):
        yield target
        return
    if target is None and scene.trigger.id == "zh.leave" and _has_other_object(scene):
        yield "leaves something that is no employer"
        return
    from_where = company_before(scene.clause, scene.at, after=frozenset({"从", "自", "在", "于"}))
    for phrase in who.people:
        yield _out(scene, phrase, target or from_where, None, behind=who.behind)


def _has_other_object(scene: Scene) -> bool:
    """ "离开北京": an object stands behind the verb and it is no organisation."""
    after = scene.next
    return after is not None and after.kind in {Kind.TEXT, Kind.ROLE} and len(after.text) > 1


def _vacate(scene: Scene) -> Result:
    who = _who(scene, behind=True)
    role = role_after(scene.clause, scene.at)
    if not who.people:
        yield from filter(None, [who.stop])
        return
    target = object_of(scene.clause, scene.at, scene.lex, quoted=False)
    for phrase in who.people:
        yield _out(scene, phrase, target if isinstance(target, Organisation) else None, role, behind=who.behind)


def _out(
    scene: Scene, phrase: Phrase, target: Organisation | None, role: str | None, *, behind: bool = False
) -> "Draft | str":
    place = _home(scene, phrase, target)
    if place is None:
        return "no company is named"
    company, known, source = place
    return Draft(
        phrase=phrase,
        direction=Direction.OUT,
        company=company,
        known=known,
        source=source,
        role=role or phrase.role,
        pattern=scene.trigger.id,
        behind=behind,
    )


Place = tuple[CompanyRef, bool, CompanySource]


def _home(scene: Scene, phrase: Phrase, target: Organisation | None) -> Place | None:
    """Where somebody goes away from, surest sign first."""
    profile = scene.profiles.get(phrase.name, Profile())
    options: tuple[tuple[CompanyRef | None, bool, CompanySource], ...] = (
        (target.ref if target else None, target.known if target else True, CompanySource.EXPLICIT),
        (phrase.company, phrase.company_known, CompanySource.MODIFIER),
        (_succeeded(scene, phrase), True, CompanySource.SENTENCE),
        (scene.state.topic, scene.state.topic_known, CompanySource.SUBJECT),
        (scene.state.left, True, CompanySource.SENTENCE),
        (profile.company or profile.former, True, CompanySource.MODIFIER),
        (scene.main if scene.first_lines or profile.role else None, True, CompanySource.MAIN),
    )
    return next(((ref, known, source) for ref, known, source in options if ref is not None), None)


def _succeeded(scene: Scene, phrase: Phrase) -> CompanyRef | None:
    """ "X出任钉钉CEO，原负责人Y卸任": Y left the place that X came to."""
    if not (phrase.former and phrase.role) or not scene.state.joined:
        return None
    return list(scene.state.joined.values())[-1]


def _join(scene: Scene) -> Result:
    target = object_of(scene.clause, scene.at, scene.lex)
    if isinstance(target, str):
        yield target
        return
    if target is not None and _within_description(scene, target.index):
        yield "describes a time or a thing"
        return
    who = _who(scene, behind=True)
    if not who.people:
        yield from filter(None, [who.stop])
        return
    role = role_after(scene.clause, scene.at)
    for phrase in who.people:
        place = target or _joined_topic(scene, phrase)
        if place is None:
            yield "no company is named"
            continue
        draft = _in(
            scene,
            phrase,
            (place.ref, place.known, CompanySource.EXPLICIT if target else CompanySource.SUBJECT),
            role,
            who,
        )
        yield draft
        yield from _came_from(scene, phrase, draft)


_NEWS = frozenset(["消息", "传闻", "传言", "决定", "新闻", "事情", "计划", "动向", "可能性", "说法", "公告"])


def _within_description(scene: Scene, index: int | None) -> bool:
    """ "接手钉钉的五年里": the verb and its object only describe what follows "的"."""
    tokens = scene.clause.tokens
    if index is None or index + 2 >= len(tokens) or tokens[index + 1].text != "的":
        return False
    return not any(p.index > index for p in scene.found) and tokens[index + 2].text not in _NEWS


def _joined_topic(scene: Scene, phrase: Phrase) -> Organisation | None:
    """ "OpenAI宣布，X将加入": nothing stands behind the verb and the company speaks."""
    after = scene.next
    bare = after is None or after.text in {"公司", "该公司", "团队", "、", "并", "后"} or after.has("of")
    topic = scene.state.topic
    if not bare or topic is None or scene.word.text not in {"加入", "加盟", "入职", "重新加入", "回归"}:
        return None
    if phrase.company is not None and phrase.company.company == topic.company:
        return None
    return Organisation(ref=topic, known=scene.state.topic_known)


def _in(scene: Scene, phrase: Phrase, place: Place, role: str | None, who: Subject) -> Draft:
    company, known, source = place
    return Draft(
        phrase=phrase,
        direction=Direction.IN,
        company=company,
        known=known,
        source=source,
        role=role,
        pattern=scene.trigger.id,
        behind=who.behind,
    )


# Posts that people hold beside a job: taking one takes nobody away from the other.
_BESIDE = ("顾问", "教授", "独立董事", "非执行董事", "董事", "院士", "委员", "观察员", "理事", "客座")


def _came_from(scene: Scene, phrase: Phrase, draft: Draft) -> Iterator[Draft]:
    """The company written before the name of somebody who comes to another one is the one left."""
    company, source = phrase.company, CompanySource.MODIFIER
    profile = scene.profiles.get(phrase.name, Profile())
    if company is None and scene.trigger.also_out and profile.company is not None:
        company = profile.company
    if (
        company is None
        and phrase.role is not None
        and phrase in scene.found
        and scene.profiles.get(phrase.name, Profile()).company is None
    ):
        company, source = scene.state.topic, CompanySource.SUBJECT
        if company == draft.company:
            return
    if company is None or phrase.academic or (draft.role or "").endswith(_BESIDE):
        return
    same = company.company == draft.company.company
    if same and (phrase.role is None or phrase.former or not phrase.company_known):
        return
    if not same and scene.word.text in {"兼任", "兼管", "当选", "当选为", "受聘", "受聘为", "受邀担任"}:
        return
    yield replace(
        draft,
        direction=Direction.OUT,
        company=company,
        known=phrase.company_known,
        source=source,
        role=phrase.role,
        pattern="zh.former" if phrase.former else "zh.modifier",
    )


_SUCCESSION = frozenset(
    ["接任", "接棒", "接手", "接班", "接替", "上任", "就任", "履新", "挂帅", "接管", "接掌", "补位", "走马上任", "临时接手", "暂时接手", "临时接管", "临时掌舵", "代管", "暂代", "署理", "兼管", "兼任", "掌舵", "坐镇"]
)


def _assume(scene: Scene) -> Result:
    role = role_after(scene.clause, scene.at)
    if scene.trigger.role and role is None:
        return
    if any(
        t.text in {"曾", "历任", "先后", "曾任", "历"} for t in scene.clause.tokens[max(0, scene.at - 3) : scene.at]
    ):
        yield "a post of the past"
        return
    if _descriptive(scene, role):
        yield "describes who holds the post"
        return
    who = _who(scene)
    if not who.people:
        yield from filter(None, [who.stop])
        return
    target = object_of(scene.clause, scene.at, scene.lex, quoted=False)
    target = target if isinstance(target, Organisation) and (target.known or role is not None) else None
    if target is not None and role is None and _within_description(scene, target.index):
        yield "describes a time or a thing"
        return
    if (
        role is None
        and target is None
        and not (who.agent or scene.word.text in _SUCCESSION or scene.word.text.startswith("被"))
    ):
        yield "no role is named"
        return
    if role is None and who.carried and any(p.name in scene.state.joined for p in who.people):
        return
    for phrase in who.people:
        yield from _into_post(scene, phrase, target, role, who)


def _descriptive(scene: Scene, role: str | None) -> bool:
    """ "担任CTO的张三说": the post only describes the person."""
    tokens = scene.clause.tokens
    if role is None:
        return False
    last = max(
        (
            i
            for i in range(scene.at, len(tokens))
            if tokens[i].kind is Kind.ROLE and tokens[i].start - scene.word.end < 24
        ),
        default=scene.at,
    )
    behind = tokens[last + 1] if last + 1 < len(tokens) else None
    return behind is not None and behind.text == "的" and any(p.index > last for p in scene.found)


def _into_post(scene: Scene, phrase: Phrase, target: Organisation | None, role: str | None, who: Subject) -> Result:
    place = _post_company(scene, phrase, target)
    if place is None:
        yield "no company is named"
        return
    draft = _in(scene, phrase, place, role or scene.state.role, who)
    yield draft
    yield from _came_from(scene, phrase, draft)


_INSIDE = frozenset(
    ["升任", "晋升", "晋升为", "升为", "升至", "转任", "转岗", "转岗至", "调任", "兼任", "兼管", "代管", "荣升", "擢升", "提拔为", "改任", "增任", "接过", "转去负责", "转为负责", "暂代", "调岗", "接下"]
)


def _post_company(scene: Scene, phrase: Phrase, target: Organisation | None) -> Place | None:
    """Where a post is: named behind the verb, else the speaking company, else the person's own."""
    if target is not None:
        return target.ref, target.known, CompanySource.EXPLICIT
    state = scene.state
    if phrase.name in state.joined:
        return state.joined[phrase.name], True, CompanySource.SUBJECT
    if scene.word.text in _SUCCESSION and state.left is not None:
        return state.left, True, CompanySource.SUBJECT
    own = phrase.company if not phrase.former else None
    topic = state.topic
    left = company_before(scene.clause, phrase.first if phrase in scene.found else scene.at)
    if own is not None and (scene.word.text in _INSIDE or topic is None or topic.company == own.company):
        return own, phrase.company_known, CompanySource.MODIFIER
    if topic is not None:
        return topic, state.topic_known, CompanySource.SUBJECT
    if left is not None:
        return left.ref, left.known, CompanySource.SUBJECT
    profile = scene.profiles.get(phrase.name, Profile())
    if profile.company is not None:
        return profile.company, True, CompanySource.SENTENCE
    return (scene.main, True, CompanySource.MAIN) if scene.main is not None else None


_DEALT = frozenset(["将", "改", "转", "今后", "此后", "统一", "全面", "兼"])


_UNIT = re.compile(r"(?:部|部门|中心|事业部|事业群|实验室|研究院|业务组|项目组)$")


def _unit_before(scene: Scene) -> bool:
    """Whether a department stands before the word 由, in this clause or as the end of the one before."""
    text = scene.clause.sentence.text[: scene.word.start]
    return any(_UNIT.search(part.strip(' ,"')) for part in re.split("由", text)[:-1])


def _charge(scene: Scene) -> Result:
    """ "由X负责" tells a move only where posts are being dealt out; "X负责" alone never does."""
    who = _who(scene)
    if not who.people or not who.agent:
        return
    fresh = (
        scene.state.reorganised
        or (scene.reorganised and _unit_before(scene))
        or any(t.text in _DEALT or t.text in {"改由", "转由", "交由"} for t in scene.clause.tokens[: scene.at])
    )
    if not fresh:
        yield "says who is in charge, not that it changed"
        return
    for phrase in who.people:
        yield from _into_post(scene, phrase, None, None, who)


def _hire(scene: Scene) -> Result:
    if (passive := _passive(scene)) is not None:
        yield from passive
        return
    people = _people_after(scene)
    if not people:
        return
    left = scene.clause.tokens[: scene.at]
    if any(t.has("no") for t in left):
        yield "not so"
        return
    by = company_before(scene.clause, scene.at)
    source_place = company_before(scene.clause, scene.at, after=frozenset({"从", "自"}))
    place = _hirer(scene, by if by is not None and by != source_place else None)
    if place is None:
        yield "no company hires"
        return
    role = role_after(scene.clause, people[-1].index)
    for phrase in people:
        draft = Draft(
            phrase=phrase,
            direction=Direction.IN,
            company=place[0],
            known=place[1],
            source=place[2],
            role=role,
            pattern=scene.trigger.id,
        )
        yield draft
        yield from _came_from(scene, phrase, draft)
        if source_place is not None and phrase.company is None:
            yield replace(
                draft,
                direction=Direction.OUT,
                company=source_place.ref,
                source=CompanySource.EXPLICIT,
                role=phrase.role,
            )


_INVITES = frozenset(["邀请", "邀来", "力邀", "派出", "收获"])


def _hirer(scene: Scene, by: Organisation | None) -> Place | None:
    if by is not None:
        return by.ref, by.known, CompanySource.SUBJECT
    if scene.word.text in _INVITES:
        return None
    leader = next(
        (scene.leaders[p.name] for p in reversed(scene.found) if p.index < scene.at and p.name in scene.leaders), None
    )
    if leader is not None:
        return leader, True, CompanySource.SENTENCE
    speaker = next((p for p in reversed(scene.found) if p.index < scene.at), None)
    if speaker is not None:
        place = speaker.company or scene.profiles.get(speaker.name, Profile()).company
        return (place, True, CompanySource.SENTENCE) if place is not None else None
    if scene.state.topic is not None:
        return scene.state.topic, scene.state.topic_known, CompanySource.SUBJECT
    return (scene.main, True, CompanySource.MAIN) if scene.main is not None else None


def _people_after(scene: Scene) -> list[Phrase]:
    """The people directly behind the verb, with what describes them."""
    near = [p for p in scene.found if p.index > scene.at]
    if not near or not _reaches(scene.clause.tokens[scene.at + 1 : near[0].first]):
        return []
    group = [near[0]]
    for phrase in near[1:]:
        between = scene.clause.tokens[group[-1].index + 1 : phrase.first]
        if len(between) != 1 or not (between[0].text == "、" or between[0].has("join")):
            break
        group.append(phrase)
    return group


def _reaches(between: Sequence[Token]) -> bool:
    return sum(len(t.text) for t in between) <= 14 and not any(
        t.kind is Kind.TRIGGER or t.has("say") or t.text in {"他", "她"} for t in between
    )


def _passive(scene: Scene) -> Result | None:
    """ "X被O挖走", "X获O聘任为R"."""
    left = scene.clause.tokens[: scene.at]
    mark = next(
        (
            i
            for i in range(len(left) - 1, max(-1, len(left) - 5), -1)
            if left[i].text in {"被", "获", "遭", "被曝", "受"}
        ),
        None,
    )
    if mark is None:
        return None
    return _taken(scene, mark)


def _taken(scene: Scene, mark: int) -> Result:
    by = company_before(scene.clause, scene.at)
    who = subject(scene.clause, mark, scene.found, scene.state, behind_allowed=False)
    if by is None or by.index is None or by.index < mark:
        by = None
    role = role_after(scene.clause, scene.at)
    for phrase in who.people:
        place = _hirer(scene, by) if by else _post_company(scene, phrase, None)
        if place is not None:
            draft = _in(scene, phrase, place, role, who)
            yield draft
            yield from _came_from(scene, phrase, draft)


def _fire(scene: Scene) -> Result:
    if _passive(scene) is not None:
        for phrase in subject(scene.clause, scene.at, scene.found, scene.state, behind_allowed=False).people:
            yield _out(scene, phrase, None, role_after(scene.clause, scene.at))
        return
    for phrase in _people_after(scene):
        by = company_before(scene.clause, scene.at)
        yield _out(scene, phrase, by if phrase.company is None else None, role_after(scene.clause, phrase.index))


def _heir(scene: Scene, following: Phrase) -> Phrase | None:
    """ "接替高永岗的是刘训峰": the second person takes the post."""
    tokens = scene.clause.tokens
    linked = "".join(t.text for t in tokens[following.index + 1 : following.index + 3]) in {"的是", "的为", "的将是"}
    return next((p for p in scene.found if p.index > following.index), None) if linked else None


def _replace(scene: Scene) -> Result:
    who = _who(scene)
    heir = next((p for p in scene.found if p.index > scene.at), None)
    if not who.people and heir is not None and _heir(scene, heir) is not None:
        who = Subject(people=[heir])
    if not who.people:
        yield from filter(None, [who.stop])
        return
    after = scene.next
    if not _people_after(scene) and not (who.agent or (after is not None and after.has("pronoun")) or after is None):
        return
    following = next((p for p in scene.found if p.index > scene.at), None)
    if following is not None and (heir := _heir(scene, following)) is not None:
        yield from _into_post(scene, heir, None, scene.state.role, who)
        return
    role = role_after(scene.clause, following.index if following else scene.at)
    target = object_of(scene.clause, following.index if following else scene.at, scene.lex)
    for phrase in who.people:
        yield from _into_post(
            scene, phrase, target if isinstance(target, Organisation) and target.known else None, role, who
        )


def _become(scene: Scene) -> Result:
    for phrase in _people_after(scene):
        before = [t for t in scene.clause.tokens[: scene.at] if t.kind is Kind.ROLE]
        role = before[-1].text if before else scene.state.role
        by = company_before(scene.clause, scene.at)
        place = _post_company(scene, phrase, by)
        if place is not None:
            yield _in(scene, phrase, place, role, Subject())


_FRESH = frozenset(
    ["正在", "正", "将", "准备", "筹备", "计划", "打算", "已", "已经", "近日", "日前", "宣布", "离职", "自己", "刚", "刚刚", "新公司", "着手", "开始", "全职", "转身"]
)


def _found(scene: Scene) -> Result:
    who = _who(scene)
    target = object_of(scene.clause, scene.at, scene.lex)
    fresh = any(t.text in _FRESH or (t.kind is Kind.DATE and not t.past) for t in scene.clause.tokens[: scene.at])
    if not who.people or not isinstance(target, Organisation):
        return
    if not fresh and not scene.word.text.startswith(("开了", "自立", "另立", "正", "筹")):
        yield "no sign that the company is new"
        return
    for phrase in who.people:
        yield _in(scene, phrase, (target.ref, target.known, CompanySource.EXPLICIT), "创始人", who)


_FRAMES: dict[str, Callable[[Scene], Result]] = {
    "leave": _leave,
    "vacate": _vacate,
    "join": _join,
    "assume": _assume,
    "charge": _charge,
    "hire": _hire,
    "fire": _fire,
    "replace": _replace,
    "become": _become,
    "found": _found,
}
