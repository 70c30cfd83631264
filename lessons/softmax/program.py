"""The logits on the page as a program of its own."""

from collections.abc import Sequence

from core.export import SETUP, Part, Program

_SOFTMAX = Part(
    "Logits o, scaled by s, shifted by c, divided by the temperature T; their softmax",
    "logit o，乘以s，加上c，除以温度T；再做softmax",
    """o = torch.tensor({logits})
z = ({scale} * o + {shift}) / {temperature}
p = torch.softmax(z, -1)
print("p =", p.tolist())
print("entropy", -torch.xlogy(p, p).sum().item(), "logsumexp", z.logsumexp(-1).item())""",
)
_OVERFLOW = Part(
    "The naive formula in two formats, the largest logit moved to {size}: inf and nan where it breaks",
    "把最大的logit移到{size}，在两种格式中用朴素公式计算：出错处是inf和nan",
    """moved = {size} + {spread} * (z - z.max())
for dtype in (torch.float16, torch.float32):
    exponentials = moved.to(dtype).exp()
    print(dtype, (exponentials / exponentials.sum()).tolist())
print("stable", torch.softmax(moved, -1).tolist())""",
)


def program(
    logits: Sequence[float], *, temperature: float, shift: float, scale: float, size: float, spread: float
) -> Program:
    """Prints probabilities, entropy and logsumexp, and what the naive formula makes of the moved logits."""
    values = {"temperature": temperature, "shift": shift, "scale": scale, "size": size, "spread": spread}
    return Program(
        "Softmax: the logits on the page, in plain PyTorch. Needs torch only.",
        "softmax运算：页面上的这组logit，用PyTorch写成，只需要torch。",
        (SETUP, _SOFTMAX, _OVERFLOW),
        values | {"logits": list(logits)},
    )
