"""The data that a page carries for its scripts."""

import json
import re

ISLAND = re.compile(rb'<script id="data" type="application/json" nonce="[0-9a-f]+">(.*?)</script>', re.DOTALL)


def island(page):
    """Return the data of a page, with the receipts in it made whole as its scripts do."""
    found = json.loads(ISLAND.search(page)[1])
    return {key: whole(value) if _is_packed(value) else value for key, value in found.items()}


def _is_packed(value):
    return isinstance(value, dict) and "rows" in value


def whole(packed):
    """Return the receipts that are packed."""
    return list(map(_receipt_of(packed), packed["rows"]))


def _receipt_of(packed):
    texts, shared = packed["texts"], len(packed["shared"])

    def piece(given):
        text, entity, marks = (
            (given, None, 0) if isinstance(given, str) else (given[0], texts[given[1]], given[2])
        )
        return {"text": text, "entity": entity, "about": bool(marks & 1), "gap": bool(marks & 2)}

    def receipt(row):
        made = {name: texts[number] for name, number in zip(packed["shared"], row[:shared], strict=True)}
        made |= dict(zip(packed["own"], row[shared:], strict=True))
        if made["page"]:
            made["page"] += f"#c{made['start']}-{made['end']}"
        lists = {name: [texts[number] for number in made[name]] for name in ("relayed", "unnamed")}
        return made | lists | {"words": [*map(piece, made["words"])]}

    return receipt
