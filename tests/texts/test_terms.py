"""No lesson names a term before it is introduced there or in an earlier lesson, and every term has its lesson."""

import importlib
import re

import pytest

from tests.texts.test_texts import texts_in
from tests.visiting import LESSONS
from texts import Language, story
from texts.glossary import GLOSSARY, Term
from ui import verdicts

ORDER = [lesson.url for lesson in LESSONS if lesson.url]
TERMS = [term for term in GLOSSARY if term.lesson]
CODE = re.compile(r"```.*?```|`[^`\n]*`|@\{\w+\}", re.DOTALL)

# How a term is also written; by default in the singular or with an s.
ENGLISH = {
    "initialization": r"initiali[sz]\w*|initial weights?",
    "automatic differentiation": r"automatic differentiation|autograd",
    "ground truth": r"ground truth|truth|true",
    "converge": r"converge[sd]?|converging|convergence",
    "diverge": r"diverge[sd]?|diverging",
    "one-hot encoding": r"one-hot",
    "closed-form solution": r"closed[- ]form\w*",
    "absolute (L1) loss": r"absolute loss|l1",
    "robust (Huber) loss": r"robust\w*|huber(['’]s)?",
    "maximum likelihood estimation": r"maximum likelihood",
    "normalization": r"normali[sz]\w*",
    "calibration": r"calibrat\w*",
    "overflow": r"overflow\w*",
    "underflow": r"underflow\w*",
    "standardization": r"standardi[sz]\w*",
    "training set": r"training (set|examples)",
    "test set": r"test (set|examples|accuracy|loss|pictures)",
    "hard class": r"hard (class\w*|label\w*)",
    "soft class": r"soft (class\w*|label\w*)|label is soft",
    "large margin": r"margins?",
    "decision region": r"decision regions?|regions have",
    "KL divergence": r"KL",
    "synthetic dataset": r"synthetic data\w*",
}
CHINESE = {
    "automatic differentiation": "自动微分",
    "absolute (L1) loss": "绝对值损失|L1",
    "robust (Huber) loss": "鲁棒|Huber",
    "maximum likelihood estimation": "极大似然",
    "KL divergence": "KL",
    "synthetic dataset": "合成数据",
    "training set": "训练集|训练样本",
    "test set": "测试集|测试样本|测试精度",
    "logit": "logit|未规范化的预测",
    "surprisal": "信息量|惊异",
    "one-hot encoding": "独热|一位有效编码",
    "large margin": "余量",
    "ground truth": "真实值|真实",
}
# Longer words in which a term's letters mean something else.
OTHER_WORDS: dict[Language, tuple[str, ...]] = {
    "en": ("kl divergence", "standard error", "double precision"),
    "zh": ("双精度", "单精度", "半精度", "未规范化", "标准化", "交叉熵损失", "交叉熵"),
}
"""Whole terms among them are looked for by themselves, before they are masked for the shorter ones."""

# Named early for a reason.
ALLOWED = {("regression_losses", "normalization"): "of a density, whose area is 1: the page says so there"}

# Words of the book that the glossary translates for the class, and on which no lesson leans in both languages.
OF_THE_BOOK = {
    "loss function", "converge", "gradient descent", "estimation error", "maximum likelihood estimation",
    "normalization", "information theory",
    "cross-entropy loss", "confidence",
}  # fmt: skip


def written(url: str, lang: Language) -> str:
    """All that a lesson says, without code; what is told of every run counts to the lesson that first tells it."""
    lesson = next(lesson for lesson in LESSONS if lesson.url == url)
    said = [lesson.title.of(lang), *story(lesson.folder, lang).values()]
    if url == "linear_regression":
        said += story(verdicts.FOLDER, lang).values()
    for part in ("words", "tour", "controls"):
        module = importlib.import_module(f"lessons.{url}.{part}")
        constants = [(n, v) for n, v in vars(module).items() if not n.startswith("_") and not isinstance(v, type)]
        said += [text.of(lang) for name, value in constants for _, text in texts_in(value, name)]
    return CODE.sub(" ", "\n".join(said))


WRITTEN = {(url, lang): written(url, lang) for url in ORDER for lang in ("en", "zh")}


def pattern(term: Term, lang: Language) -> re.Pattern[str]:
    if lang == "en":
        return re.compile(
            rf"(?<![\w-])({ENGLISH.get(term.en, re.escape(term.en) + '(s|es)?')})(?![\w-])", re.IGNORECASE
        )
    return re.compile(CHINESE.get(term.en, re.escape(term.zh.split("（")[0])), re.IGNORECASE)


def named(term: Term, url: str, lang: Language) -> list[str]:
    """Where a lesson names the term, each with a few words around."""
    text = WRITTEN[url, lang]
    for other in OTHER_WORDS[lang]:
        if not pattern(term, lang).fullmatch(other):
            text = re.sub(re.escape(other), "·" * len(other), text, flags=re.IGNORECASE)
    found = pattern(term, lang).finditer(text)
    return [" ".join(text[max(0, m.start() - 30) : m.end() + 30].split()) for m in found]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("url", ORDER)
def test_no_lesson_names_a_term_of_a_later_one(url: str, lang: Language) -> None:
    later = ORDER[ORDER.index(url) + 1 :]
    terms = [term for term in TERMS if term.lesson in later and (url, term.en) not in ALLOWED]
    early = {(term.en, term.lesson): named(term, url, lang)[:3] for term in terms}
    assert {key: places for key, places in early.items() if places} == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_term_is_named_by_the_lesson_that_introduces_it(lang: Language) -> None:
    assert {term.lesson for term in TERMS} <= set(ORDER)
    missing = [(term.en, term.lesson) for term in TERMS if not named(term, term.lesson, lang)]
    assert [pair for pair in missing if pair[0] not in OF_THE_BOOK] == []


def test_a_term_is_found_where_it_stands_and_nowhere_else() -> None:
    terms = {term.en: term for term in TERMS}
    assert pattern(terms["entropy"], "en").search("The entropy is")
    assert not pattern(terms["entropy"], "en").search("cross-entropy")
    assert pattern(terms["bit"], "en").search("in bits.")
    assert not pattern(terms["bit"], "en").search("inhibit")
    assert pattern(terms["logit"], "zh").search("拖动一个logit")
