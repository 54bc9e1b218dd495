"""Which company a Chinese clause means: named beside the verb, before the person, by the speaker, or by the article."""

import re
from collections.abc import Iterator

from store.model.companies import CompanyRef
from watchers.extract.chinese.bodies import at_body
from watchers.extract.chinese.clauses import Phrase
from watchers.extract.chinese.objects import Organisation, company_before
from watchers.extract.chinese.origins import ADVISER, INSIDE, came_from
from watchers.extract.chinese.scene import Draft, Profile, Scene
from watchers.extract.engine import CompanySource, Direction

Place = tuple[CompanyRef, CompanySource]
SUCCESSION = frozenset(
    [
        "接任",
        "接棒",
        "接手",
        "接班",
        "接替",
        "接替出任",
        "上任",
        "继任",
        "上位",
        "到任",
        "到岗",
        "扶正",
        "转正",
        "就任",
        "履新",
        "挂帅",
        "接管",
        "接掌",
        "补位",
        "走马上任",
        "临时接手",
        "暂时接手",
        "临时接管",
        "临时掌舵",
        "代管",
        "暂代",
        "署理",
        "兼管",
        "兼任",
        "掌舵",
        "坐镇",
    ]
)
"""Words that tell of a post without naming it, where somebody left it a clause before."""
_INVITES = frozenset(["邀请", "邀来", "力邀", "派出", "收获"])


def _first(*options: tuple[CompanyRef | None, CompanySource]) -> Place | None:
    return next(((ref, source) for ref, source in options if ref is not None), None)


def home(scene: Scene, phrase: Phrase, target: Organisation | None) -> Place | None:
    """Where somebody goes away from, surest sign first."""
    profile = scene.profile(phrase)
    return _first(
        (target.ref if target else None, CompanySource.EXPLICIT),
        (phrase.company, CompanySource.MODIFIER),
        (_succeeded(scene, phrase), CompanySource.SENTENCE),
        (profile.company if scene.clause.sentence.in_title else None, CompanySource.MODIFIER),
        (scene.state.topic, CompanySource.SUBJECT),
        (scene.state.left, CompanySource.SENTENCE),
        (profile.company or profile.former, CompanySource.MODIFIER),
        (profile.before, CompanySource.SENTENCE),
        (scene.main if _main_counts(scene, phrase, profile) else None, CompanySource.MAIN),
    )


def _main_counts(scene: Scene, phrase: Phrase, profile: Profile) -> bool:
    """Whether the article's company may stand for one that the clause does not name."""
    if scene.settled is not None and phrase.name not in scene.settled:
        return False
    if scene.people:
        return True  # "离职者有四人,包括X": of whom else should a list be
    if scene.trigger.frame == "fire":
        listed = scene.next is not None and scene.next.text == "包括"
        return scene.trigger.id == "zh.leavers" or (listed and phrase.role is not None)
    return scene.first_lines or profile.role is not None


def _succeeded(scene: Scene, phrase: Phrase) -> CompanyRef | None:
    """After "X出任钉钉CEO" comes "原负责人Y卸任": Y left the place that X came to."""
    if not (phrase.former and phrase.role) or not scene.state.joined:
        return None
    return list(scene.state.joined.values())[-1]


_ITS_BOARD = re.compile("(?:其|该公司|公司)?的?董事会")
"""Behind "加入", the board of the house that is spoken of."""


def joined_topic(scene: Scene, phrase: Phrase) -> CompanyRef | None:
    """After "OpenAI宣布" comes "X将加入": nothing stands behind the verb and the company speaks."""
    after = scene.next
    boards = after is not None and _ITS_BOARD.match(scene.clause.sentence.text, after.start) is not None
    bare = boards or after is None or after.text in {"公司", "该公司", "团队", "、", "并", "后"} or after.has("of")
    topic = scene.state.joined.get(phrase.name) or scene.state.topic  # "被O挖走,加入该公司"
    if topic is None and boards:
        topic = scene.main
    if not bare or topic is None or scene.word.text not in {"加入", "加盟", "入职", "重新加入", "回归"}:
        return None
    own = phrase.company is not None and phrase.company.company == topic.company
    return None if own else topic


def post_company(scene: Scene, phrase: Phrase, target: Organisation | None) -> Place | None:
    """Where a post is: named behind the verb, else the speaking company, else the person's own."""
    state = scene.state
    rotates = scene.word.text in _ROTATES and scene.next is None
    own = phrase.company if rotates or not phrase.former else None
    inside = (
        scene.word.text in INSIDE or state.topic is None or (own is not None and state.topic.company == own.company)
    )
    left = company_before(scene.clause, phrase.first if phrase in scene.found else scene.at)
    return _first(
        (target.ref if target else None, CompanySource.EXPLICIT),
        (own if rotates else None, CompanySource.MODIFIER),
        (state.left if scene.next is not None and scene.next.text in _THE_HOUSE else None, CompanySource.SUBJECT),
        (state.joined.get(phrase.name), CompanySource.SUBJECT),
        (
            state.left if scene.word.text in SUCCESSION or scene.trigger.frame == "become" else None,
            CompanySource.SUBJECT,
        ),
        (scene.main if _from_elsewhere(scene, own) else None, CompanySource.MAIN),
        (
            state.left if _MOVED_INSIDE.search(scene.clause.sentence.text[: scene.word.start]) else None,
            CompanySource.SUBJECT,
        ),
        (own if inside else None, CompanySource.MODIFIER),
        (state.topic, CompanySource.SUBJECT),
        (left.ref if left else None, CompanySource.SUBJECT),
        (scene.profile(phrase).company, CompanySource.SENTENCE),
        (next(reversed(state.joined.values()), None), CompanySource.SENTENCE),
        (scene.main, CompanySource.MAIN),
    )


_ROTATES = frozenset({"转岗", "轮岗", "调岗"})
_THE_HOUSE = frozenset({"公司", "该公司"})
"""Behind a verb, the house that was just told of: "辞去O董事,转任公司顾问"."""
_MOVED_INSIDE = re.compile("(?:转岗|调岗|轮岗)(?:至|到|去)?[^,。]{2,20},[^。]{0,20}$")
"""As in "转岗至智慧产业事业群,担任R": the house stays the same."""
_BY = frozenset({"由", "改由", "交由", "转由"})


def _from_elsewhere(scene: Scene, own: CompanyRef | None) -> bool:
    """Whether a post of the article's company is handed to somebody of another one: "O换将!由O2的CEO X接任"."""
    handed = scene.word.text in SUCCESSION and any(t.text in _BY for t in scene.before)
    other = own is not None and scene.main is not None and own.company != scene.main.company
    return handed and other and scene.state.topic is None and scene.first_lines


def hirer(scene: Scene, by: Organisation | None) -> Place | None:
    """Who takes somebody: the company before the verb, the one its leader stands for, or the one that speaks."""
    if by is not None:
        return by.ref, CompanySource.SUBJECT
    if scene.word.text in _INVITES:
        return None
    speakers = [p for p in scene.found if p.index < scene.at]
    leader = next((scene.leaders[p.name] for p in reversed(speakers) if p.name in scene.leaders), None)
    if leader is not None or speakers:
        return _first((leader or speakers[-1].company or scene.profile(speakers[-1]).company, CompanySource.SENTENCE))
    return _first((scene.state.topic, CompanySource.SUBJECT), (scene.main, CompanySource.MAIN))


def departure(scene: Scene, phrase: Phrase, target: Organisation | None, role: str | None = None) -> Draft | str:
    """Somebody goes; a reason where no company can be said."""
    place = home(scene, phrase, target)
    if place is None:
        return "no company is named"
    return Draft(
        phrase=phrase,
        direction=Direction.OUT,
        company=place[0],
        source=place[1],
        role=role or phrase.role,
        pattern=scene.trigger.id,
    )


def arrival(scene: Scene, phrase: Phrase, place: Place, role: str | None) -> Iterator[Draft]:
    """Somebody comes, and leaves the company written before the name; a side post takes nobody to the article's company."""
    if place[1] is CompanySource.MAIN and (role or "").endswith(ADVISER) and scene.word.text not in INSIDE:
        return
    seat = at_body(scene)
    if seat is not None and seat[0] is not None:
        place, role = (seat[0], CompanySource.EXPLICIT), seat[1]
    elif seat is not None and place[1] is not CompanySource.EXPLICIT:
        return
    draft = Draft(
        phrase=phrase, direction=Direction.IN, company=place[0], source=place[1], role=role, pattern=scene.trigger.id
    )
    yield draft
    if seat is None:
        yield from came_from(scene, phrase, draft)
