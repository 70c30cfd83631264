"""Numbers as a person writes them: the one formatter of sentences, tables and formulas.

The style, which `charts.numbers` keeps too:

- The minus is U+2212; a zero has no sign. (`plain` is for code, addresses and controls: ASCII.)
- `digits` are significant; zeros that say nothing are dropped; a whole part is never rounded (22026.47 reads 22 026).
- Up to four digits stand together (1270); from 10 000 on a narrow no-break space parts groups of three (SI brochure,
  section 5.4.4), as a comma is a decimal sign to many readers.
- Below 0.0001 and from a million on a number is a power: 1.1×10⁻⁷, 10⁶.
- Rounding dust of a true zero (at most `dust` in size) reads 0. A loss, a probability or a gap between two programs
  may truly be that small: there say `dust=0`.
- What overflowed (inf, nan) is told in words: hence every function knows the reader's language.
- Ties round away from zero, as in school and in JavaScript; Python's own formats round them to even.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import SupportsFloat

from texts import Language, Text

MINUS = "\u2212"
NARROW_SPACE = "\u202f"
DUST = 1e-13
"""Rounding errors of sums of up to thousands of numbers near 1, at most about 1000 x 2^-53 = 1.1e-13, are dust."""

LOST = Text("too large to compute", "超出数值范围")
"""A number that overflowed, or was computed from one that did."""

_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")
_FEW = 4  # significant digits of a number too large for its decimals


@dataclass(frozen=True)
class Noun:
    """What is counted: singular, plural, and the Chinese with its measure word."""

    one: str
    many: str
    zh: str

    def count(self, n: int, lang: Language) -> str:
        """So many of them: "1 step", "60 000 steps", "1步"."""
        written = number(n, lang)
        return f"{written}{self.zh}" if lang == "zh" else f"{written} {self.one if n == 1 else self.many}"


STEP = Noun("step", "steps", "步")
EPOCH = Noun("epoch", "epochs", "个迭代周期")
EXAMPLE = Noun("example", "examples", "个样本")
CLASS = Noun("class", "classes", "个类别")


def number(value: SupportsFloat, lang: Language, *, digits: int = 4, dust: float = DUST, plus: bool = False) -> str:
    """A number with up to `digits` significant digits: −0.5, 1270, 22 026, 1.1×10⁻⁷; `plus` writes +0.5, too."""
    x = float(value)
    if not math.isfinite(x):
        return LOST.of(lang)
    if abs(x) <= dust:
        return "0"
    return _sign(x, plus=plus) + _size(abs(x), digits)


def fixed(
    value: SupportsFloat,
    lang: Language,
    *,
    decimals: int = 2,
    plus: bool = False,
    never_zero: bool = False,
    dust: float = DUST,
) -> str:
    """A number with so many decimals, for columns and for what moves: −0.50, 0.00, 12 345.68.

    From a million on it is a power with four digits. With `never_zero` only a zero (or dust) reads as one: what would
    round to 0 is written with its first digit (0.0002, 3×10⁻⁹).
    """
    x = float(value)
    if not math.isfinite(x):
        return LOST.of(lang)
    rounded = _rounded(x, decimals)
    if never_zero and not rounded and abs(x) > dust:
        return number(x, lang, digits=1, dust=0, plus=plus)
    size = abs(rounded)
    written = _power(abs(x), _FEW) if size >= 1_000_000 else _grouped(size)
    return _sign(rounded, plus=plus) + written


def percent(share: SupportsFloat, lang: Language, *, decimals: int = 1) -> str:
    """A share as a percentage, its sign without a space in both languages: 97.8%."""
    x = 100 * float(share)
    return fixed(x, lang, decimals=decimals) + ("%" if math.isfinite(x) else "")


def probability(p: SupportsFloat, lang: Language, *, decimals: int = 3) -> str:
    """A probability that softmax made, never rounded to 1 or to 0, neither of which it can reach.

    0.881; > 0.999 where it would round to 1; 1.1×10⁻⁷ where it would round to 0; < 10⁻³⁰⁰ where it underflowed.
    """
    x = float(p)
    if not math.isfinite(x):
        return LOST.of(lang)
    half = 0.5 * 10**-decimals
    if x >= 1 - half:
        return f"> {1 - 10**-decimals:.{decimals}f}"
    if x >= half:
        return fixed(x, lang, decimals=decimals)
    return number(x, lang, digits=2, dust=0) if x > 0 else f"< {power(-300)}"


def gap(value: SupportsFloat, lang: Language) -> str:
    """How far two programs are apart: two digits, however small (2.2×10⁻¹⁶), and 0 only where they agree exactly."""
    return number(value, lang, digits=2, dust=0)


def power(exponent: int) -> str:
    """A power of ten: 10⁻⁷."""
    return "10" + str(exponent).translate(_RAISED)


def term(value: SupportsFloat, lang: Language, *, decimals: int = 2) -> str:
    """A later term of a sum, with its sign as the operation: " + 2.00", " − 2.00"."""
    x = float(value)
    negative = math.isfinite(x) and _rounded(x, decimals) < 0
    return (f" {MINUS} " if negative else " + ") + fixed(abs(x), lang, decimals=decimals)


def line(
    weights: Sequence[SupportsFloat], bias: SupportsFloat, *, symbols: Sequence[str], lang: Language, decimals: int = 2
) -> str:
    """A weighted sum of the `symbols`, the bias last: "0.58 x₁ − 2.00"; one that overflowed is told as a whole.

    Weights and symbols of different numbers are a ValueError.
    """
    if not math.isfinite(sum(map(float, weights)) + float(bias)):
        return LOST.of(lang)
    first, *later = [(float(weight), symbol) for weight, symbol in zip(weights, symbols, strict=True)]
    shown = f"{fixed(first[0], lang, decimals=decimals)} {first[1]}"
    for weight, symbol in later:
        shown += f"{term(weight, lang, decimals=decimals)} {symbol}"
    return shown + term(bias, lang, decimals=decimals)


def bracketed(shown: str) -> str:
    """A number behind an operation: (−2), so that no two signs meet."""
    return f"({shown})" if shown.startswith((MINUS, "+")) else shown


def latex(shown: str) -> str:
    r"""What a function of this module wrote, for a formula: -1.1\times10^{-7}, 22\,026, 97.8\%, words as text."""
    if shown in (LOST.en, LOST.zh):
        return rf"\text{{{shown}}}"
    result, raised = "", ""
    for character in shown + " ":
        if character in "⁻⁰¹²³⁴⁵⁶⁷⁸⁹":
            raised += character
            continue
        if raised:
            result, raised = f"{result}^{{{raised.translate(_LOWERED)}}}", ""
        result += {MINUS: "-", "×": r"\times", NARROW_SPACE: r"\,", "%": r"\%"}.get(character, character)
    return result[:-1]


def plain(value: SupportsFloat) -> str:
    """A number for code, addresses and controls, as short as JavaScript writes it: 0.03, 1, 1000, 0.00003, 1e-7.

    What is not finite is a ValueError: no setting is.
    """
    x = float(value)
    if not math.isfinite(x):
        raise ValueError(f"not a number that can be set: {x}")
    exact = Decimal(repr(x))
    if x == 0 or 1e-6 <= abs(x) < 1e21:
        return str(int(x)) if x == int(x) else f"{exact:f}"
    mantissa, exponent = f"{exact.normalize():e}".split("e")
    return f"{mantissa}e{int(exponent):+d}"


def listed(items: Sequence[str], lang: Language) -> str:
    """An enumeration: "a, b and c"; "a、b和c"."""
    comma, conjunction = ("、", "和") if lang == "zh" else (", ", " and ")
    return conjunction.join([comma.join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def joined(sentences: Sequence[str], lang: Language) -> str:
    """Sentences one behind the other, empty ones left out: English parts them by a space, Chinese by nothing."""
    return ("" if lang == "zh" else " ").join(sentence for sentence in sentences if sentence)


def _sign(x: float | Decimal, *, plus: bool) -> str:
    return MINUS if x < 0 else "+" if plus and x > 0 else ""


def _size(x: float, digits: int) -> str:
    """A positive number with so many significant digits. The bounds are where it rounds up to the next style."""
    low = float(Decimal("1e-4") - Decimal(5).scaleb(-5 - digits))
    high = float(1_000_000 - Decimal(5).scaleb(5 - max(digits, 6)))
    if not low <= x < high:
        return _power(x, digits)
    whole = x >= float(Decimal(10) ** digits - Decimal("0.5"))
    return _grouped(_rounded(x, 0) if whole else _significant(x, digits))


def _power(x: float, digits: int) -> str:
    """A positive number as a power of ten: 1.1×10⁻⁷, and 10⁻⁷ rather than 1×10⁻⁷."""
    rounded = _significant(x, digits)
    mantissa = rounded.scaleb(-rounded.adjusted())
    return ("" if mantissa == 1 else f"{mantissa:f}×") + power(rounded.adjusted())


def _grouped(size: Decimal) -> str:
    """A decimal number below a million, its digits parted from 10 000 on."""
    return f"{size:,f}".replace(",", NARROW_SPACE) if size >= 10_000 else f"{size:f}"


def _significant(x: float, digits: int) -> Decimal:
    """Rounded to so many digits, without zeros that say nothing."""
    return Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal_from_float(x).normalize()


def _rounded(x: float, decimals: int) -> Decimal:
    """Rounded to so many decimals, which stay."""
    return Decimal(x).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=Context(prec=400))
