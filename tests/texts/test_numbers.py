"""Numbers read as a person writes them: a corpus by hand, and what holds for every float there is."""

import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from texts import Language
from texts.numbers import (
    EXAMPLE,
    LOST,
    STEP,
    bracketed,
    fixed,
    gap,
    joined,
    latex,
    line,
    listed,
    number,
    percent,
    plain,
    power,
    probability,
    term,
)

NAN, INF = math.nan, math.inf
ANY = settings(max_examples=300, deadline=None, database=None)

# What no reader should meet: nan, inf, None, e-notation, an ASCII minus, a zero with a sign, two signs, a bare comma.
UNREADABLE = re.compile(r"nan|inf|none|null|\de[+\-−\d]|-|[+−]0(?![.\d])|[+−]0\.0*(?!\d)|[+−] ?[+−]|,", re.IGNORECASE)


def read(shown: str) -> float:
    """What a reader takes a number for."""
    digits = shown.replace("−", "-").replace("\u202f", "").removeprefix("+")
    mantissa, _, exponent = re.sub(r"^(-?)10(?=[⁻⁰¹²³⁴⁵⁶⁷⁸⁹])", r"\g<1>1×10", digits).partition("×10")
    return float(f"{mantissa}e{exponent.translate(str.maketrans('⁻⁰¹²³⁴⁵⁶⁷⁸⁹', '-0123456789')) or 0}")


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (0.0, 4, "0"),
        (-0.0, 4, "0"),
        (-1.962e-16, 4, "0"),  # least squares of a line through the origin, without noise
        (2.0, 4, "2"),
        (-3.4, 4, "−3.4"),
        (0.252, 4, "0.252"),
        (2 / 3, 4, "0.6667"),
        (1270, 3, "1270"),  # once 1.27e+03
        (1274.6, 3, "1275"),  # a whole part is never rounded
        (3239, 4, "3239"),
        (0.00095, 2, "0.00095"),  # once 9.5e-04
        (0.0001, 4, "0.0001"),
        (0.00009, 4, "9×10⁻⁵"),
        (1.1e-7, 2, "1.1×10⁻⁷"),
        (-1.1e-7, 2, "−1.1×10⁻⁷"),
        (2.91e-9, 3, "2.91×10⁻⁹"),
        (5.2e21, 2, "5.2×10²¹"),
        (10.0, 4, "10"),  # once 1e+1
        (100.0, 4, "100"),
        (9999.4, 4, "9999"),
        (9999.5, 4, "10\u202f000"),
        (22026.4657, 4, "22\u202f026"),
        (12345.678, 6, "12\u202f345.7"),
        (12345.678, 8, "12\u202f345.678"),
        (999_999.4, 4, "999\u202f999"),
        (999_999.5, 4, "10⁶"),
        (1e6, 4, "10⁶"),
        (1_234_567.0, 4, "1.235×10⁶"),
        (-1e6, 4, "−10⁶"),
        (9.996e-8, 2, "10⁻⁷"),  # 9.996 is 10 with two digits
        (1.5e184, 4, "1.5×10¹⁸⁴"),  # a diverged run, once with 184 digits
        (1.7976931348623157e308, 3, "1.8×10³⁰⁸"),
        (0.125, 2, "0.13"),  # a tie goes up: Python's own format says 0.12
        (2.5, 1, "3"),
    ],
)
def test_number(value: float, digits: int, shown: str) -> None:
    assert number(value, "en", digits=digits) == number(value, "zh", digits=digits) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [
        (-0.0001, 3, "0.000"),  # once −0.000
        (-0.0, 0, "0"),  # once -0
        (0.0, 2, "0.00"),
        (-0.005, 2, "−0.01"),  # the double nearest to 0.005 lies above it
        (1.005, 2, "1.00"),  # ... and the one nearest to 1.005 below
        (0.7054, 3, "0.705"),
        (9999.994, 2, "9999.99"),
        (9999.996, 2, "10\u202f000.00"),
        (-12345.678, 2, "−12\u202f345.68"),
        (999_999.996, 2, "10⁶"),
        (-2.5e9, 2, "−2.5×10⁹"),
        (3.1415e183, 2, "3.142×10¹⁸³"),
    ],
)
def test_fixed(value: float, decimals: int, shown: str) -> None:
    assert fixed(value, "en", decimals=decimals) == shown


def test_lost_numbers_are_told_in_words() -> None:
    for value in (NAN, INF, -INF):
        written: list[Callable[[Language], str]] = [
            lambda lang, x=value: number(x, lang),
            lambda lang, x=value: number(x, lang, plus=True),
            lambda lang, x=value: fixed(x, lang, never_zero=True),
            lambda lang, x=value: percent(x, lang),
            lambda lang, x=value: probability(x, lang),
            lambda lang, x=value: line([0.5, x], 1.0, symbols=["x₁", "x₂"], lang=lang),
        ]
        for write in written:
            assert write("en") == LOST.en == "too large to compute"
            assert write("zh") == LOST.zh == "超出数值范围"


def test_dust_reads_zero_unless_the_caller_wants_it() -> None:
    assert number(2.2e-16, "en") == "0"
    assert number(2.2e-16, "en", dust=0) == "2.2×10⁻¹⁶"
    assert gap(2.22e-16, "en") == "2.2×10⁻¹⁶"
    assert gap(0.0, "en") == "0"
    assert number(3e-9, "en", dust=1e-6) == "0"
    assert number(5e-324, "en", dust=0, digits=2) == "4.9×10⁻³²⁴"


def test_signs() -> None:
    assert [number(x, "en", plus=True) for x in (0.5, -0.5, 0.0, 1e-16, 2e7)] == ["+0.5", "−0.5", "0", "0", "+2×10⁷"]
    assert [fixed(x, "en", plus=True) for x in (0.5, -0.5, 0.004, -0.004)] == ["+0.50", "−0.50", "0.00", "0.00"]
    assert [bracketed(number(x, "en")) for x in (-2.0, 2.0)] == ["(−2)", "2"]


def test_only_zero_reads_zero_where_that_matters() -> None:
    shown = [fixed(x, "en", never_zero=True) for x in (0.0, 1e-17, 0.0002, -0.004, 0.005, 3e-9)]
    assert shown == ["0.00", "0.00", "0.0002", "−0.004", "0.01", "3×10⁻⁹"]
    assert fixed(0.0002, "en", never_zero=True, plus=True) == "+0.0002"


def test_shares_and_probabilities() -> None:
    assert percent(0.978, "en") == percent(0.978, "zh") == "97.8%"
    assert percent(1 / 3, "en", decimals=0) == "33%"
    assert percent(0.0, "en") == "0.0%"
    assert [probability(p, "en") for p in (0.8808, 0.99949, 0.9995, 1.0)] == ["0.881", "0.999", "> 0.999", "> 0.999"]
    assert [probability(p, "en") for p in (0.0005, 0.00049, 1.1e-7, 0.0)] == [
        "0.001",
        "0.00049",
        "1.1×10⁻⁷",
        "< 10⁻³⁰⁰",
    ]


def test_sums_never_show_two_signs() -> None:
    assert line([0.577], -2, symbols=["x₁"], lang="en") == "0.58 x₁ − 2.00"  # once 0.58 x₁ + −2.0
    assert line([2, -3.4], 4.2, symbols=["x₁", "x₂"], lang="zh", decimals=1) == "2.0 x₁ − 3.4 x₂ + 4.2"
    assert line([-2], -1e-9, symbols=["x"], lang="en") == "−2.00 x + 0.00"
    assert term(-0.006, "en") == " − 0.01"
    assert term(-1e8, "en") == " − 10⁸"
    with pytest.raises(ValueError, match="zip"):
        line([1, 2], 0, symbols=["x"], lang="en")


def test_formulas() -> None:
    assert power(-7) == "10⁻⁷"
    assert latex(power(4)) == "10^{4}"
    assert latex(number(-1.1e-7, "en")) == r"-1.1\times10^{-7}"
    assert latex(number(22026, "en")) == r"22\,026"
    assert latex(percent(0.978, "en")) == r"97.8\%"
    assert latex(line([0.577], -2, symbols=["x_1"], lang="en")) == "0.58 x_1 - 2.00"
    assert latex(number(NAN, "zh")) == r"\text{超出数值范围}"


def test_counts_lists_and_sentences() -> None:
    assert [STEP.count(n, "en") for n in (0, 1, 2, 10_000)] == ["0 steps", "1 step", "2 steps", "10\u202f000 steps"]
    assert EXAMPLE.count(1, "zh") == "1个样本"
    assert [listed(list(items), "en") for items in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert listed(["a", "b", "c"], "zh") == "a、b和c"
    assert joined(["One.", "", "Two."], "en") == "One. Two."
    assert joined(["一。", "二。"], "zh") == "一。二。"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0.03, "0.03"),
        (1.0, "1"),
        (1000, "1000"),
        (-0.0, "0"),
        (0.00003, "0.00003"),  # Python writes 3e-05
        (1e-6, "0.000001"),
        (1e-7, "1e-7"),  # Python writes 1e-07
        (1.5e-10, "1.5e-10"),
        (0.1 + 0.2, "0.30000000000000004"),
        (1e20, "100000000000000000000"),
        (-2.5e21, "-2.5e+21"),
    ],
)
def test_plain_numbers_are_as_javascript_writes_them(value: float, shown: str) -> None:
    assert plain(value) == shown


def test_no_setting_is_lost() -> None:
    for value in (NAN, INF):
        with pytest.raises(ValueError, match="not a number that can be set"):
            plain(value)


def test_the_sieve_lets_nothing_unreadable_pass() -> None:
    bad = ["nan", "inf", "None", "null", "1e-7", "9.5e-04", "1e+1", "-3", "−0", "−0.000", "+0.0", "3,239"]
    assert [text for text in [*bad, "+ −2.0", "1.2e−9"] if not UNREADABLE.search(text)] == []
    assert not any(UNREADABLE.search(text) for text in ("−0.5", "−0.001", "+0.25", "1.1×10⁻⁷", "2 x − 3"))


@ANY
@given(st.floats(), st.integers(1, 17), st.integers(0, 8), st.booleans())
def test_every_float_is_readable(x: float, digits: int, decimals: int, plus: bool) -> None:
    for shown in (
        number(x, "en", digits=digits, plus=plus),
        number(x, "en", digits=digits, dust=0),
        fixed(x, "en", decimals=decimals, plus=plus),
        fixed(x, "en", decimals=decimals, never_zero=True),
        percent(x, "en", decimals=decimals),
        probability(x, "en"),
        line([x, -x], x, symbols=["x₁", "x₂"], lang="en", decimals=decimals),
    ):
        assert not UNREADABLE.search(shown)
        assert len(shown) < 80


@ANY
@given(st.floats(-1e308, 1e308), st.integers(1, 17))
def test_a_number_is_wrong_by_half_a_digit_at_most(x: float, digits: int) -> None:
    # 0.5 in the last place of the mantissa, which is at least 1; and the rounding of the reader's own float.
    assert math.isclose(read(number(x, "en", digits=digits, dust=0)), x, rel_tol=0.5 * 10 ** (1 - digits) + 1e-15)


@ANY
@given(st.floats(-1e9, 1e9), st.integers(0, 6))
def test_decimals_are_wrong_by_half_of_the_last_at_most(x: float, decimals: int) -> None:
    shown = read(fixed(x, "en", decimals=decimals))
    # From a million on four digits stay.
    assert math.isclose(shown, x, abs_tol=0.5 * 10**-decimals + 1e-9, rel_tol=0 if abs(x) < 999_999 else 0.5e-3)


@ANY
@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_plain_number_is_the_number(x: float) -> None:
    assert float(plain(x)) == x
    assert plain(x).isascii()
