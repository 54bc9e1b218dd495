"""A store of many moves as a newsroom of years would have, and what people ask of it."""

import datetime as dt
import random

from sqlmodel import Session

from benchmarks import store
from bot import config, seeding
from store import outbox
from store.companies import company_keys
from store.database import Database
from store.deliveries import Action, fresh_key
from store.readings import person_keys
from store.tables import OPEN_STATES
from watchers.extract import choose

QUESTIONS = (
    "", "help", "alibaba", "阿里", "BABA", "openai", "google", "meta", "tencent", "腾讯",
    "qwen", "通义千问", "deepmind", "tongyi lab", "lin junyang", "林俊旸", "junyang lin", "yao shunyu", "王伟", "wang wei", "vera",
    "alibabba", "opnai", "lin junyangg", "林俊阳", "somebody unheard of", "量子隧道",
    "alibaba out since:1y", "阿里 status:confirmed", "openai in since:30d", "google text:engineer", "qwen out until:2024-01",
    "out since:7d", "text:engineer", 'alibaba text:"chief scientist"',
)  # fmt: skip
"""Companies, teams and persons in either script, misspelt and unknown ones, narrowed; each is asked as often as any other."""
TURNED = ("", "alibaba", "openai", "qwen", "google text:engineer")
"""Questions whose answers have a next page."""
TYPED = ("", "a", "ali", "阿", "qw", "lin", "lin ju", "王", "ba", "dan", "opnai", "zzxxqq", "alibaba s", "openai ")
"""What stands in the field when names are asked for."""
WAITING = 1000
_SURNAMES, _CHARACTERS = "王李张刘陈杨黄赵周吴徐孙", "伟芳娜敏静丽强磊军洋勇艳杰娟涛"


def filled(database: Database, size: int) -> None:
    """Invented moves, the largest houses under names that people ask for, some in Chinese; and the seeds."""
    database.upgrade()
    store.fill(database, size)
    watchlist = config.default_watchlist()
    with database.writing() as session:
        for number, company in enumerate(watchlist.companies, start=1):
            _called(session, number, company.name)
            for place, unit in enumerate(company.units):
                _told_of(session, number, unit, place, 3 * len(company.units))
        for number in range(10, size + 1, 10):
            _in_chinese(session, number)
    now = dt.datetime.now(dt.UTC)
    engine = choose.engine(watchlist)
    seeding.seed(seeding.bundled(), database=database, engine=engine, watchlist=watchlist, now=now)


def _called(session: Session, number: int, name: str) -> None:
    """Name an invented company."""
    driver = session.connection()
    driver.exec_driver_sql("update company set name = ? where id = ?", (name, number))
    for key in company_keys(name):
        driver.exec_driver_sql("insert or ignore into company_key (key, company_id) values (?, ?)", (key, number))


def _told_of(session: Session, number: int, unit: str, place: int, out_of: int) -> None:
    """Let some of a company's moves be about one of its teams."""
    moves = "select id from move where left_company_id = ? and id % ? = ?"
    for table, which in (("move", "id"), ("evidence", "move_id")):
        change = f"update {table} set left_unit = ? where {which} in ({moves})"  # noqa: S608 - names of our own
        session.connection().exec_driver_sql(change, (unit, number, out_of, place))


def _in_chinese(session: Session, number: int) -> None:
    """Give a person a Chinese name."""
    chance = random.Random(number)  # noqa: S311 - invented names, the same in every run
    name = chance.choice(_SURNAMES) + "".join(chance.choices(_CHARACTERS, k=2))
    driver = session.connection()
    driver.exec_driver_sql("update person set name = ? where id = ?", (name, number))
    driver.exec_driver_sql("update person_form set form = ? where person_id = ?", (name, number))
    driver.exec_driver_sql("delete from person_key where person_id = ?", (number,))
    keys = [(key, number) for key in person_keys(name)]
    driver.exec_driver_sql("insert into person_key (key, person_id) values (?, ?)", keys)


def put_in_line(database: Database, to: str) -> None:
    """Let that many alerts wait for a channel."""
    now = int(dt.datetime.now(dt.UTC).timestamp() * 1_000_000)
    columns = "key, destination, move_id, revision, action, change, differs, mention, route_when, state, due_at, token, attempts, withdrawn, created_at"
    rows = [
        (fresh_key(), to, number, 1, Action.POST.value, "new", "", "", "now", "pending", now, "", 0, 0, now)
        for number in range(1, WAITING + 1)
    ]
    marks = ", ".join("?" for _ in rows[0])
    with database.writing() as session:
        session.connection().exec_driver_sql(f"insert into delivery ({columns}) values ({marks})", rows)  # noqa: S608 - names of our own


def waiting(database: Database, to: str) -> int:
    """How many alerts wait for a channel."""
    with database.reading() as session:
        return sum(one.destination == to for one in outbox.listing(session, states=OPEN_STATES, limit=2 * WAITING))
