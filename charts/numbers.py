"""Numbers as a person writes them, worked out by Vega: the twin of `texts.numbers`, whose style it keeps.

Each function takes Vega expressions of numbers and gives the expression of a text. An expression is read several
times, and on each frame: write one that is long into a field first (`transform_calculate`), or into a parameter.
Null, NaN and infinity (JSON makes null of both) read as `lost`, the words of `texts.numbers.LOST`.

Streamlit's Vega interprets expressions: no function can be defined and nothing can be looped over, so the digits of an
exponent are raised one by one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal

DUST = 1e-13
_RAISED = dict(zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True))
_FEW = 4
# A name, a field or a call: what needs no brackets beside an operation.
_SIMPLE = re.compile(r"[\w.]+(\([^()]*\)|\[[^\[\]]*\])?")


_PLACEHOLDER = re.compile(r"@\{([a-z_]+)\}")


class Shown(str):
    """The Vega expression of a text, as against the text itself: `text` quotes one and not the other."""

    __slots__ = ()


def quote(label: str) -> Shown:
    """A label as a Vega string, whatever apostrophes, quotes, backslashes or line breaks it holds."""
    # JSON leaves two separators as they are, which end a line in an expression.
    return Shown(json.dumps(label, ensure_ascii=False).replace("\u2028", r"\u2028").replace("\u2029", r"\u2029"))


def text(*parts: str) -> Shown:
    """One text after the other: what a function of this module gave is worked out, a plain label is quoted.

    text("loss ", number("datum.loss", lost)) draws "loss 0.25".
    """
    shown = [part if isinstance(part, Shown) else quote(part) for part in parts if part]
    return Shown(" + ".join(shown) if shown else "''")


def filled(label: str, **values: str) -> Shown:
    """A label with its placeholders `@{name}` replaced by what the expressions give: whole numbers, or texts.

    Errors: KeyError for a placeholder without a value.
    """
    pieces = _PLACEHOLDER.split(label)
    return text(*(Shown(f"({values[piece]})") if i % 2 else piece for i, piece in enumerate(pieces) if i % 2 or piece))


def number(value: str, lost: str, *, digits: int = 4, dust: float = DUST, plus: bool = False) -> Shown:
    """A number with up to `digits` significant digits: −0.5, 1270, 22 026, 1.1×10⁻⁷; `plus` writes +0.5, too."""
    value = _bracketed(value)
    low = float(Decimal("1e-4") - Decimal(5).scaleb(-5 - digits))
    high = float(1_000_000 - Decimal(5).scaleb(5 - max(digits, 6)))
    sign = f"({value}>{dust!r}?'+':'')+" if plus else ""
    inside = f"inrange(abs({value}),[{low!r},{high!r}],true,false)"
    rest = f"!{_finite(value)}?{quote(lost)}:abs({value})<={dust!r}?'0':{sign}{_power(value, digits)}"
    return Shown(f"({inside}?{sign}{_digits(value, digits)}:{rest})")


def fixed(
    value: str,
    lost: str,
    *,
    decimals: int = 2,
    plus: bool = False,
    never_zero: bool = False,
    dust: float = DUST,
) -> Shown:
    """A number with so many decimals, for columns and for what moves: −0.50, 0.00, 12 345.68.

    From a million on it is a power with four digits. With `never_zero` only a zero (or dust) reads as one: what would
    round to 0 is written with its first digit (0.0002, 3×10⁻⁹).
    """
    value = _bracketed(value)
    half = Decimal(5).scaleb(-1 - decimals)
    form = f"format({value},'.{decimals}f')"
    sign = f"(+{form}>0?'+':'')+" if plus else ""
    cases = f"abs({value})<{float(10_000 - half)!r}?{form}:"
    cases += f"abs({value})<{float(1_000_000 - half)!r}?{_apart(value, f'.{decimals}f')}:{_power(value, _FEW)}"
    if never_zero:
        tiny = f"abs({value})>{dust!r}&&+format(abs({value}),'.{decimals}f')==0"
        first = number(value, lost, digits=1, dust=0, plus=plus)
        return Shown(f"({_finite(value)}?{tiny}?{first}:{sign}({cases}):{quote(lost)})")
    return Shown(f"({_finite(value)}?{sign}({cases}):{quote(lost)})")


def percent(share: str, lost: str, *, decimals: int = 1) -> Shown:
    """A share as a percentage, its sign without a space in both languages: 97.8%."""
    shown = fixed(f"100*{_bracketed(share)}", lost, decimals=decimals)
    return Shown(f"(isFinite(100*parseFloat({share}))?{shown}+'%':{quote(lost)})")


def probability(p: str, lost: str, *, decimals: int = 3) -> Shown:
    """A probability that softmax made, never rounded to 1 or to 0, neither of which it can reach.

    0.881; > 0.999 where it would round to 1; 1.1×10⁻⁷ where it would round to 0; < 10⁻³⁰⁰ where it underflowed.
    """
    p = _bracketed(p)
    half = 0.5 * 10**-decimals
    above = f"'> {1 - 10**-decimals:.{decimals}f}'"
    tiny = f"{p}>0?{number(p, lost, digits=2, dust=0)}:{_finite(p)}?'< 10⁻³⁰⁰':{quote(lost)}"
    return Shown(f"({p}>={1 - half!r}?{above}:{p}>={half!r}?format({p},'.{decimals}f'):{tiny})")


def gap(value: str, lost: str) -> Shown:
    """How far two programs are apart: two digits, however small (2.2×10⁻¹⁶), and 0 only where they agree exactly."""
    return number(value, lost, digits=2, dust=0)


def term(value: str, lost: str, *, decimals: int = 2) -> Shown:
    """A later term of a sum, with its sign as the operation: " + 2.00", " − 2.00"."""
    sign = f"({_finite(value)}&&+format(-({value}),'.{decimals}f')>0?' − ':' + ')"
    return Shown(f"{sign}+{fixed(f'abs({value})', lost, decimals=decimals)}")


def line(weights: Sequence[str], bias: str, *, symbols: Sequence[str], lost: str, decimals: int = 2) -> Shown:
    """A weighted sum of the `symbols`, the bias last: "0.58 x₁ − 2.00"; one that overflowed is told as a whole.

    Weights and symbols of different numbers are a ValueError.
    """
    total = "+".join(f"parseFloat({value})" for value in [*weights, bias])
    first, *later = zip(weights, symbols, strict=True)
    parts: list[str] = [fixed(first[0], lost, decimals=decimals), f" {first[1]}"]
    for weight, symbol in later:
        parts += [term(weight, lost, decimals=decimals), f" {symbol}"]
    shown = text(*parts, term(bias, lost, decimals=decimals))
    return Shown(f"(isFinite({total})?{shown}:{quote(lost)})")


def axis_labels(*, digits: int = 6) -> Shown:
    """The labels of a linear axis (`labelExpr`)."""
    return number("datum.value", "", digits=digits)


def percent_labels(*, decimals: int = 0) -> Shown:
    """The labels of an axis of shares."""
    return percent("datum.value", "", decimals=decimals)


def log_labels(*, only_powers: bool = True) -> Shown:
    """The labels of a log axis: powers of ten, from 0.001 to 1000 written out (0.001, 100, 10⁴, 10⁻⁶).

    Ticks between them carry no label, or `number`'s where an axis is so short that powers alone would leave it bare.
    """
    form = "format(datum.value,'.6~e')"
    plain = "inrange(datum.value,[0.00099,1001])?format(datum.value,'.1~r')"
    between = "''" if only_powers else axis_labels()
    return Shown(f"(test(/^1e/,{form})?{plain}:'10'+{_raised(form)}:{between})")


def _bracketed(value: str) -> str:
    return value if _SIMPLE.fullmatch(value) else f"({value})"


def _finite(value: str) -> str:
    """Whether it is a number: null is none, though arithmetic takes it for 0; a parameter may hold it as a text."""
    return f"isFinite(parseFloat({value}))"


def _digits(value: str, digits: int) -> str:
    """Significant digits from 0.0001 to a million, the whole part never rounded.

    The bounds, where the digits end and where groups begin, are where a number rounds up to the next style.
    """
    whole = Decimal(10) ** digits - Decimal("0.5")
    apart = 10_000 - Decimal(5).scaleb(3 - max(digits, 4))
    few = f".{digits}~r"
    if whole < apart:
        cases = [(whole, f"format({value},'{few}')"), (apart, f"format({value},'.0f')")]
    elif whole == apart:
        cases = [(apart, f"format({value},'{few}')")]
    else:
        cases = [(apart, f"format({value},'{few}')"), (whole, _apart(value, few))]
    tests = [f"abs({value})<{float(bound)!r}?{shown}" for bound, shown in cases]
    return f"({':'.join([*tests, _apart(value, '.0f')])})"


def _apart(value: str, form: str) -> str:
    """A number from 10 000 to a million: d3's one comma makes room for a narrow space."""
    return f"replace(format({value},',{form}'),',','\u202f')"


def _power(value: str, digits: int) -> str:
    """A number other than 0 as a power of ten: 1.1×10⁻⁷, and 10⁻⁷ rather than 1×10⁻⁷."""
    form = f"format({value},'.{digits - 1}~e')"
    return f"replace(split({form},'e')[0]+'×10',/^(−?)1×/,'$1')+{_raised(form)}"


def _raised(form: str) -> str:
    """The exponent of d3's 1e-7 or 1e+20 as a superscript. The whole exponent is replaced, digit by digit."""
    raised = f"split({form},/e[+]?/)[1]"
    for character, above in _RAISED.items():
        raised = f"replace({raised},/{character}/g,'{above}')"
    return raised
