"""One spelling of a company's name, so that letters, stickers, registers and recalls mean the same company."""

import re
import unicodedata
from typing import Final

LEGAL_FORMS: Final = frozenset(
    {
        "ab", "ag", "as", "bv", "co", "company", "corp", "corporation", "gmbh", "inc", "incorporated", "kg",
        "kgaa", "kk", "limited", "llc", "llp", "lp", "ltd", "nv", "oy", "oyj", "plc", "pte", "pty", "pvt", "sa", "sas",
        "sarl", "spa", "srl",
    }
)  # fmt: skip
LONGEST: Final = 240
MARKS: Final = re.compile("[\u00a9\u00ae\u2117\u2120\u2122]")
FICTIONAL: Final = re.compile(r"\(\s*fictional\s*\)")
SILENT: Final = re.compile("[.'\u2018\u2019\u02bc`]")
SLASHED_LETTERS: Final = re.compile(r"\b(\w)/(\w)\b")


def normalized(name: str) -> str:
    """The name as it is compared: small letters without accents, punctuation and legal form, "&" as "and".

    "W. L. Gore & Associates, Inc." and "W.L. GORE AND ASSOCIATES" are the same. Empty where the name has neither
    letters nor digits. The spelling of a spelling is itself.
    """
    words = _initials_joined(_letters_and_digits(name).split())
    while len(words) > 1 and words[0] == "the":
        words = words[1:]
    return " ".join(_without_legal_form(words))


def _letters_and_digits(name: str) -> str:
    text = unicodedata.normalize("NFKD", MARKS.sub(" ", name)).casefold()
    bare = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    spoken = SILENT.sub("", FICTIONAL.sub(" ", bare)).replace("&", " and ")
    joined = SLASHED_LETTERS.sub(r"\1\2", spoken)[:LONGEST]
    return "".join(letter if letter.isalnum() else " " for letter in joined)


def _initials_joined(words: list[str]) -> list[str]:
    """Neighboring single letters as one word: "w l gore" becomes "wl gore"."""
    joined: list[str] = []
    follows_letter = False
    for word in words:
        if len(word) == 1 and follows_letter:
            joined[-1] += word
        else:
            joined.append(word)
        follows_letter = len(word) == 1
    return joined


def _without_legal_form(words: list[str]) -> list[str]:
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words = words[:-1]
        if len(words) > 1 and words[-1] == "and":
            words = words[:-1]
    return words
