"""Persons as rows: from written forms to an identity, and from an identity to the person's shown name.

The watchlist only widens what a name may mean and decides how it is shown; it never makes two people one by itself.
"""

import dataclasses
import functools
from base64 import b32encode
from collections.abc import Collection, Iterable, Sequence
from hashlib import blake2b

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from store.initials import abbreviated, initials
from store.model.names import fold, has_han
from store.model.people import Identity, Person
from store.namesakes import by_ear, chinese_surnames, elsewhere, korean, nicknamed, rare, romanised, unusual
from store.readings import (
    first_reading,
    longhand,
    parts,
    person_keys,
    simplified,
    spelled,
    split,
    surname_readings,
    words,
)
from store.sounds import rows, sounds
from store.spellings import spellings
from store.statements import columns, put, put_one
from store.tables import MoveRow, PersonFormRow, PersonKeyRow, PersonRow

_FORMS = select(PersonFormRow.person_id, PersonFormRow.form).where(
    col(PersonFormRow.person_id).in_(bindparam("persons"))
)
_FORMS_IN_ORDER = _FORMS.order_by(col(PersonFormRow.id))
_SHOWN = select(PersonRow.name).where(PersonRow.id == bindparam("person"))
_KEYS = select(PersonKeyRow.key).where(PersonKeyRow.person_id == bindparam("person"))
_HOLDERS = select(PersonKeyRow.person_id).where(col(PersonKeyRow.key).in_(bindparam("keys")))
_SHARED = _HOLDERS.where(col(PersonKeyRow.person_id).in_(bindparam("persons")))
_NAMESAKE = select(PersonRow).where(
    PersonRow.name == bindparam("name"),
    col(PersonRow.merged_into).is_(None),
    PersonRow.id != bindparam("but"),
    col(PersonRow.id).in_(_HOLDERS),
)
_TOKENS = {
    "p": select(PersonRow.id).where(PersonRow.token == bindparam("token")),
    "m": select(MoveRow.id).where(MoveRow.token == bindparam("token")),
}
_NOBODY = 0
"""The number of no person."""


def identity(forms: Iterable[str], people: Sequence[Person] = ()) -> Identity:
    """Who may be meant by someone written in these forms.

    Watched people who may be meant lend their keys, and their Chinese characters where no namesake is to be feared:
    pinyin alone (Yao Shunyu) is anybody's of that sound.
    """
    who = _written(tuple(forms))
    meant = [watched for _, watched in _meant(who, tuple(people))]
    if not meant:
        return who
    lent = who.keys.union(*(watched.keys for watched in meant))
    sure = [watched for watched in meant if who.han & watched.han or (who.latin & watched.latin and not who.romanised)]
    return dataclasses.replace(who, keys=lent, han=who.han.union(*(watched.han for watched in sure)))


def shown(forms: Sequence[str], people: Sequence[Person] = ()) -> tuple[str, tuple[str, ...]]:
    """The name to show and all other forms: the watchlist's name, else the first full one, else the first.

    Bare surnames are left out beside a full name.
    """
    meant = [person for person, _ in _meant(_written(tuple(forms)), tuple(people))]
    full = [form for form in forms if _identity(form).keys] or list(forms)
    listed = (meant[0].name, *full, *meant[0].also) if len(meant) == 1 else tuple(full)
    name = listed[0]
    return name, tuple(_distinct(form for form in listed if form != name))


def also(name: str, forms: Sequence[str]) -> tuple[str, ...]:
    """All full forms but the shown one, each once."""
    return tuple(form for form in shown([name, *forms])[1] if form != name)


def forms_of(session: Session, person_id: int) -> list[str]:
    """Every way the person was written, in the order of first sight."""
    return forms_of_all(session, [person_id])[person_id]


def forms_of_all(session: Session, person_ids: Collection[int]) -> dict[int, list[str]]:
    """The same for many persons in one query."""
    forms: dict[int, list[str]] = {number: [] for number in person_ids}
    if not forms:
        return forms
    for number, form in columns(session, _FORMS_IN_ORDER, persons=sorted(forms)):
        forms[number].append(form)
    return forms


def comparable(session: Session, who: Identity, person_ids: Collection[int]) -> set[int]:
    """Those of the persons whose names can hint at this one at all, found without working out who each of them is.

    Characters are compared with every name; names in Latin letters with those in characters and those that share a
    word, or a Chinese surname however it is spelled. A house of many moves has hundreds of people at one time.
    """
    if not person_ids or who.han or who.transcribed:
        return set(person_ids)
    ids = sorted(person_ids)
    met = who.parts | who.nicknamed | who.surnames | elsewhere(who.surnames)
    in_characters = {number for number, form in columns(session, _FORMS, persons=ids) if has_han(form)}
    return in_characters.union(columns(session, _SHARED, persons=ids, keys=sorted(met)))


def holders(session: Session, who: Identity) -> frozenset[int]:
    """Persons who share a key of a full name."""
    return frozenset(columns(session, _HOLDERS, keys=sorted(who.keys)) if who.keys else ())


def begin(session: Session, forms: Sequence[str], people: Sequence[Person], *, seed: str) -> int:
    """Add a person, written so; `seed` is whatever makes this one unlike others of the name."""
    name, _ = shown(forms, people)
    token = fresh_token(session, "p", name, seed)
    person = put_one(session, PersonRow, token=token, name=_unlike(session, _NOBODY, name, forms))
    _add(session, person, dict.fromkeys(forms), _names(forms, people))
    return person


def learn(session: Session, person_id: int, forms: Sequence[str], people: Sequence[Person]) -> list[str]:
    """Remember how a known person was written, and show the best name so far; returns every form."""
    known = forms_of(session, person_id)
    new = [form for form in dict.fromkeys(forms) if form not in known]
    every = [*known, *new]
    name = _unlike(session, person_id, shown(every, people)[0], every)
    if columns(session, _SHOWN, person=person_id) != [name]:
        session.get_one(PersonRow, person_id).name = name
    held = columns(session, _KEYS, person=person_id)
    _add(session, person_id, new, _names(every, people).difference(held))
    return every


def _add(session: Session, person_id: int, forms: Iterable[str], keys: Iterable[str]) -> None:
    put(session, PersonFormRow, [{"person_id": person_id, "form": form} for form in forms])
    put(session, PersonKeyRow, [{"person_id": person_id, "key": key} for key in sorted(keys)])


def _names(forms: Iterable[str], people: Sequence[Person]) -> frozenset[str]:
    """All that a person written so is found by."""
    who = identity(forms, people)
    return who.keys | who.parts


def _unlike(session: Session, person_id: int, name: str, forms: Sequence[str]) -> str:
    """The name to show of somebody written in these forms, where this one would be best.

    Of namesakes only one is shown by the watchlist's name: whoever bears its Chinese characters, else the first.
    """
    rival = None if name in forms else _namesake(session, person_id, name)
    if rival is None:
        return name
    if identity(forms).han and not identity(forms_of(session, rival.id)).han:
        rival.name, _ = shown(forms_of(session, rival.id))
        return name
    return shown(forms)[0]


def _namesake(session: Session, person_id: int, name: str) -> PersonRow | None:
    """Another person who is shown by this name; found by its keys, for names themselves are not indexed."""
    given = {"name": name, "but": person_id, "keys": sorted(person_keys(name))}
    return session.exec(_NAMESAKE, params=given).first()


def fresh_token(session: Session, letter: str, *parts: str) -> str:
    """An id for outside: the letter and eight more of a hash, never one that was handed out before."""
    for attempt in range(1000):
        digest = blake2b("\x1f".join((*parts, str(attempt))).encode("utf-8", "replace"), digest_size=5).digest()
        token = letter + b32encode(digest).decode().lower()
        if not columns(session, _TOKENS[letter], token=token):
            return token
    raise AssertionError("a thousand clashes of forty bits")


def _meant(who: Identity, people: tuple[Person, ...]) -> list[tuple[Person, Identity]]:
    """The watched people who may be meant, in their order."""
    known, held = _watched(people)
    near = {at for name in who.keys | who.han for at in held.get(name, ())}
    return [known[at] for at in sorted(near) if _may_be(who, known[at][1])]


@functools.lru_cache(maxsize=4)
def _watched(
    people: tuple[Person, ...],
) -> tuple[tuple[tuple[Person, Identity], ...], dict[str, list[int]]]:
    """Everybody with all that their names tell, and the places of those who hold a key or a Chinese name."""
    known = tuple(
        (person, functools.reduce(Identity.__or__, map(_identity, (person.name, *person.also)))) for person in people
    )
    held: dict[str, list[int]] = {}
    for at, (_, who) in enumerate(known):
        for name in who.keys | who.han:
            held.setdefault(name, []).append(at)
    return known, held


@functools.lru_cache(maxsize=4096)
def _written(forms: tuple[str, ...]) -> Identity:
    """Who is written in all of these forms, whoever is watched."""
    return functools.reduce(Identity.__or__, map(_identity, forms)) if forms else Identity()


@functools.lru_cache(maxsize=4096)
def _identity(form: str) -> Identity:
    return functools.reduce(Identity.__or__, map(_spelled, spelled(form)), Identity())


def _spelled(form: str) -> Identity:
    """The identity of one name without brackets."""
    keys = person_keys(form)
    full = frozenset(key for key in keys if " " in key)
    if not has_han(form):
        return _latin(form, keys, full)
    if len(parts(form)) > 1:
        return Identity(latin=full, keys=full, rare=full, single=keys - full, transcribed=sounds(form))
    name = parts(fold(simplified(form)).replace(" ", ""))[0]
    surname, given = split(name)
    # A transcribed surname (苏茨克维) looks like a whole Chinese name, so it is kept as a word of its own as well.
    return Identity(
        han=frozenset({name}) if full else frozenset(),
        keys=full,
        rare=frozenset({name}) if full and rare(form) else frozenset(),
        single=(keys - full) | {first_reading(name)},
        surnames=chinese_surnames(form) if full else frozenset(),
        spoken=frozenset(f"{way} {row}" for way in surname_readings(surname) for row in rows(given) if row),
        transcribed=sounds(form),
    )


def _latin(form: str, keys: frozenset[str], full: frozenset[str]) -> Identity:
    """The identity of a name in Latin letters."""
    short = abbreviated(form)
    who = Identity(
        latin=full | short,
        keys=full | short,
        romanised=romanised(form) or korean(form),
        surnames=chinese_surnames(form),
        abbreviated=short,
        initials=initials(form),
    )
    if romanised(form):
        return who
    return dataclasses.replace(
        who,
        rare=full if rare(form) and not short else frozenset(),
        single=keys - full,
        unusual=frozenset(word for word in keys - full if unusual(word)),
        nicknamed=nicknamed(form),
        by_ear=frozenset(f"{way} {row}" for way, rest in by_ear(form) for row in rows(rest) if row),
        called=longhand(form),
        written_out=frozenset(words(form)) & spellings().written_out,
        western=sounds(form),
    )


def _may_be(who: Identity, watched: Identity) -> bool:
    if who.han and watched.han:
        return bool(who.han & watched.han)
    return bool(who.keys & watched.keys)


def _distinct(forms: Iterable[str]) -> Iterable[str]:
    """Each form once, forms that differ only in case or punctuation counted as one."""
    seen: dict[str, str] = {}
    for form in forms:
        seen.setdefault(fold(form), form)
    return seen.values()
