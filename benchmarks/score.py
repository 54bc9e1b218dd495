#!/usr/bin/env python3
"""Score predicted leadership moves against a gold labels file.

GOLD is JSON lines (or one JSON array), an item a row: "id", "moves", optionally "set" (candidate|random).
A gold move has one of two forms:
  {"person", "aliases", "direction": "out"|"in", "company", "company_aliases", ...}
  {"person", "aliases", "from": {"company", "company_aliases", "role"}|null, "to": {...}|null, ...}
with "background" or "optional" true it is neither missed nor false; with status "denied" it is no move.
PREDICTIONS is JSON lines: {"id", "moves": [{"person", "from": {"company", "role"}|null, "to": {...}|null}]}.
Both become tuples (person, company, in|out), matched one to one within a row; a move inside one company
counts only as "in"; roles are not scored.
"""

import argparse
import json
import re
import unicodedata

HONORIFICS = set("mr mrs ms miss dr sir lord lady dame baron prof professor herr frau".split())
NAME_SUFFIXES = set("jr sr ii iii iv phd".split())
COMPANY_SUFFIXES = set(
    "inc incorporated corp corporation co company ltd limited plc llc lp llp group holdings "
    "holding ag sa nv bv se ab as asa oy oyj spa srl gmbh kg kk pty".split()
)
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})


def words(text):
    """The words of a name, with case, diacritics and punctuation folded away."""
    text = unicodedata.normalize("NFKD", (text or "").casefold()).translate(LETTERS)
    text = "".join(c for c in text if not unicodedata.combining(c)).replace("&", " and ")
    text = re.sub(r"['’`]|(?<=\b\w)\.", "", text)  # o'brien, j.p.
    return "".join(c if c.isalnum() else " " for c in unicodedata.normalize("NFC", text)).split()


def person_words(name):
    tokens = [w for w in words(name) if w not in HONORIFICS] or words(name)
    while len(tokens) > 1 and tokens[-1] in NAME_SUFFIXES:
        tokens.pop()
    full = [w for w in tokens if len(w) > 1 or not w.isascii()]
    return full if len(full) > 1 else tokens  # middle initials do not count


def company_words(name):
    tokens = words(name)
    kept = tokens[1:] if tokens[:1] == ["the"] else tokens[:]
    while len(kept) > 1 and kept[-1] in COMPANY_SUFFIXES:
        kept.pop()
    return kept or tokens


def same_person(gold_names, predicted):
    p = person_words(predicted)
    for g in map(person_words, gold_names):
        if not (p and g):
            continue
        if sorted(g) == sorted(p) or "".join(g) == "".join(p):  # either name order
            return True
        if 1 in (len(g), len(p)) and g[-1] == p[-1]:  # one side has a surname only
            return True
    return False


def same_company(gold_names, predicted):
    p = company_words(predicted)
    for g in map(company_words, gold_names):
        short, long = sorted((" ".join(g), " ".join(p)), key=len)
        if not short:
            continue
        if f" {short} " in f" {long} " or short.replace(" ", "") == long.replace(" ", ""):
            return True
        if len(short) > 1 and not short.isascii() and short in long:  # scripts without spaces
            return True
    return False


def side(move, key):
    value = move.get(key)
    value = {"company": value} if isinstance(value, str) else value or {}
    return value if words(value.get("company")) else None


def moves_of(item):
    return [m for m in item.get("moves") or [] if m.get("status") != "denied"]


def gold_records(item):
    records = []
    for move in moves_of(item):
        if "direction" in move:
            parts = [(move["direction"], [move["company"], *(move.get("company_aliases") or [])])]
        else:
            sides = [(d, side(move, key)) for d, key in (("out", "from"), ("in", "to"))]
            parts = [(d, [s["company"], *(s.get("company_aliases") or [])]) for d, s in sides if s]
            if len(parts) == 2 and any(same_company(parts[0][1], c) for c in parts[1][1]):
                parts = [("in", parts[1][1] + parts[0][1])]
        for direction, companies in parts:
            records.append(
                {
                    "names": [move["person"], *(move.get("aliases") or [])],
                    "companies": companies,
                    "direction": direction,
                    "neutral": bool(move.get("background") or move.get("optional")),
                }
            )
    return records


def predicted_tuples(item):
    tuples = {}
    for move in moves_of(item):
        out, into, person = side(move, "from"), side(move, "to"), move.get("person") or ""
        if out and into and same_company([out["company"]], into["company"]):
            out = None
        for direction, s in (("out", out), ("in", into)):
            if s:
                key = (*person_words(person), None, *company_words(s["company"]), direction)
                tuples.setdefault(key, (person, s["company"], direction))
    return list(tuples.values())


def match(records, tuples):
    """Largest one-to-one matching by augmenting paths: {tuple index: record index}."""
    fits = [
        [
            r
            for r, rec in enumerate(records)
            if rec["direction"] == t[2] and same_person(rec["names"], t[0]) and same_company(rec["companies"], t[1])
        ]
        for t in tuples
    ]
    owner = {}

    def place(t, tried):
        for r in fits[t]:
            if r not in tried:
                tried.add(r)
                if r not in owner or place(owner[r], tried):
                    owner[r] = t
                    return True
        return False

    for t in range(len(tuples)):
        place(t, set())
    return {t: r for r, t in owner.items()}


def score_row(item, prediction):
    records, tuples = gold_records(item), predicted_tuples(prediction)
    required = [r for r in records if not r["neutral"]]
    hit = match(required, tuples)
    rest = [t for i, t in enumerate(tuples) if i not in hit]
    free = match([r for r in records if r["neutral"]], rest)
    missed = [r for i, r in enumerate(required) if i not in hit.values()]
    return {
        "id": item["id"],
        "set": item.get("set"),
        "tp": len(hit),
        "neutral": len(free),
        "fp": [t for i, t in enumerate(rest) if i not in free],
        "fn": [(r["names"][0], r["companies"][0], r["direction"]) for r in missed],
    }


def summary(rows):
    tp, neutral = sum(r["tp"] for r in rows), sum(r["neutral"] for r in rows)
    fp, fn = sum(len(r["fp"]) for r in rows), sum(len(r["fn"]) for r in rows)
    return {
        "rows": len(rows),
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "neutral": neutral,
        "precision": round(tp / (tp + fp), 4) if tp + fp else 0.0,
        "recall": round(tp / (tp + fn), 4) if tp + fn else 0.0,
        "f1": round(2 * tp / (2 * tp + fp + fn), 4) if tp else 0.0,
    }


def load(path):
    with open(path, encoding="utf-8-sig") as f:
        text = f.read()
    if text.lstrip().startswith("["):
        return json.loads(text)
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    parser.add_argument("predictions")
    parser.add_argument("--errors", action="store_true", help="list what is false (FP) and what is missed (FN)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args()
    gold, predictions = load(args.gold), {}
    for line in load(args.predictions):
        predictions.setdefault(line["id"], {"moves": []})["moves"] += line.get("moves") or []
    rows = [score_row(item, predictions.get(item["id"], {})) for item in gold]
    result = {"overall": summary(rows)}
    for name in ("candidate", "random"):
        part = [r for r in rows if r["set"] == name]
        if part:
            result[name] = summary(part)
        if part and name == "random":
            result[name]["false_alarms_per_1000"] = round(1000 * result[name]["fp"] / len(part), 2)
    result["gold_rows_without_prediction"] = sum(r["id"] not in predictions for r in rows)
    result["predictions_of_unknown_id"] = len(set(predictions) - {r["id"] for r in rows})
    errors = (
        [
            {"kind": kind, "id": r["id"], "set": r["set"], "person": t[0], "company": t[1], "direction": t[2]}
            for r in rows
            for kind in ("fp", "fn")
            for t in r[kind]
        ]
        if args.errors
        else []
    )
    if args.json:
        print(json.dumps({**result, **({"errors": errors} if args.errors else {})}, ensure_ascii=False, indent=1))
        return
    for name, s in result.items():
        if isinstance(s, dict):
            print(
                f"{name:9}  rows {s['rows']}  P {s['precision']:.3f}  R {s['recall']:.3f}  F1 {s['f1']:.3f}"
                f"  tp {s['tp']}  fp {s['fp']}  fn {s['fn']}  neutral {s['neutral']}"
            )
        else:
            print(f"{name.replace('_', ' ')}: {s}")
    if "random" in result:
        print(f"false alarms per 1,000 random rows: {result['random']['false_alarms_per_1000']}")
    for e in errors:
        print(f"{e['kind'].upper()}  {e['id']}  {e['person']} | {e['company']} | {e['direction']}")


if __name__ == "__main__":
    main()
