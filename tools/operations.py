"""The elementwise operations as the mathematics has them, for tools/derivatives.py: formulas of series, piece by piece."""

import math
from dataclasses import dataclass, field
from typing import Callable

import series as s
from mpmath import mp, mpf

INFINITY = math.inf


@dataclass
class Unary:
    """Formulas on intervals, in rising order; where two meet lies a kink, or a pole."""
    name: str
    pieces: list
    arguments: str = ""
    pole: bool = False
    folds: list = field(default_factory=list)


@dataclass
class Stated:
    """A step: its derivatives are 0 by decree."""
    name: str
    value: Callable
    arguments: str = ""
    folds: list = field(default_factory=list)


@dataclass
class Polygamma:
    """ln|Γ| (first = −1), ψ and its derivatives; poles at 0 and the negative whole numbers."""
    name: str
    first: int
    formula: Callable
    arguments: str = ""
    folds: list = field(default_factory=list)

    @property
    def pieces(self):
        return [(-INFINITY, 0, self.formula), (0, INFINITY, self.formula)]

    def pole(self, x, orders):
        # ψ⁽ⁿ⁾ is (−1)ⁿ⁺¹ n! / tⁿ⁺¹ at a distance t: for even n its sides differ, and only the sign of a zero tells them apart.
        def of(n):
            sided = math.nan if x != 0 else math.copysign(INFINITY, -x) if x != 0 else -math.copysign(INFINITY, x)
            return INFINITY if n == -1 or n % 2 == 1 else sided
        return [of(self.first + k) for k in range(orders + 1)]

    def sure(self, x):
        return x != 0 and not math.isinf(x)


def whole(name, formula, **more):
    return Unary(name, [(-INFINITY, INFINITY, formula)], **more)


def split(name, left, right, at=0.0, **more):
    return Unary(name, [(-INFINITY, at, left), (at, INFINITY, right)], **more)


def held(name, low, high, **more):
    return Unary(name, [(-INFINITY, low, lambda x: s.Series.of(low)), (low, high, lambda x: x), (high, INFINITY, lambda x: s.Series.of(high))], **more)


def pow_of(p):
    if p >= 0 and p == int(p):
        formula = lambda x: math_power(x, int(p))
        return whole("Pow", formula, arguments=f"{p:g}")
    if p == int(p):
        return split("Pow", lambda x: s.power(x, p), lambda x: s.power(x, p), arguments=f"{p:g}", pole=True)
    return Unary("Pow", [(0.0, INFINITY, lambda x: s.power(x, p))], arguments=f"{p:g}")


def math_power(x, n):
    result = s.Series.of(1)
    for _ in range(n):
        result = result * x
    return result


def gelu(x):
    return x * erfc(x * (-1 / mp.sqrt(2))) / 2


def gelu_tanh(x):
    return x * s.sigmoid(2 * mp.sqrt(2 / mp.pi) * (x + x * x * x * (mpf("0.044715"))))


def erfc(x):
    # Farther out, mpmath asks floats; what is left there is 0 in every type.
    return s.integrated(mpf(0), lambda t: -s.gauss(t), x) if x.start > mpf(10) ** 18 else s.erfc(x)


def asinh(x):
    return s.integrated(mp.asinh(x.start), lambda t: s.power(1 + t * t, -mpf(1) / 2), x)


def acosh(x):
    return s.integrated(mp.acosh(x.start), lambda t: s.power((t - 1) * (t + 1), -mpf(1) / 2), x)


def atanh(x):
    return s.integrated(mp.atanh(x.start), lambda t: 1 / ((1 - t) * (1 + t)), x)


def asin(x):
    return s.integrated(mp.asin(x.start), lambda t: s.power((1 - t) * (1 + t), -mpf(1) / 2), x)


def tan(x):
    return s.sin(x) / s.cos(x)


def elu(alpha):
    return split("Elu", lambda x: alpha * s.expm1(x), lambda x: x, arguments="" if alpha == 1 else f"{alpha:g}")


def sinc(x):
    t = x * mp.pi
    if abs(x.start) > mpf("1e-5"):
        return s.sin(t) / t
    result = s.Series.of(1)
    for k in range(150, 0, -1):
        result = 1 - result * t * t / (2 * k * (2 * k + 1))
    return result


SCALE, ALPHA = "1.0507009873554804934193349852946", "1.6732632423543772848170429916717"
POSITIVE = (0.0, INFINITY)
SAME, NEGATED, ZERO = lambda x: x, lambda x: -x, lambda x: s.Series.of(0)

UNARY = [
    split("Abs", NEGATED, SAME),
    Stated("Sign", lambda x: math.copysign(1, x) if x != 0 else 0.0),
    whole("Square", lambda x: x * x),
    Unary("Sqrt", [(*POSITIVE, s.sqrt)]),
    Unary("Rsqrt", [(*POSITIVE, lambda x: s.power(x, -mpf(1) / 2))]),
    split("Reciprocal", lambda x: 1 / x, lambda x: 1 / x, pole=True),
    whole("Exp", s.exp),
    whole("Expm1", s.expm1),
    whole("Exp2", lambda x: s.exp(x * mp.log(2)), folds=[10.0, -3.0, 1023.0, -149.0]),
    Unary("Log1mExp", [(-INFINITY, 0.0, lambda x: s.integrated(mp.log(-mp.expm1(x.start)), lambda t: -(s.exp(t) / -s.expm1(t)), x))], folds=[-0.6931471805599453]),
    whole("Sinc", sinc, folds=[0.25, 0.75, 1.25, 1.5, 2.0, 3.0, 1000.25]),
    Unary("Log", [(*POSITIVE, s.log)]),
    Unary("Log1p", [(-1.0, INFINITY, s.log1p)]),
    Unary("Log2", [(*POSITIVE, lambda x: s.log(x) / mp.log(2))]),
    Unary("Log10", [(*POSITIVE, lambda x: s.log(x) / mp.log(10))]),
    whole("Sin", s.sin),
    whole("Cos", s.cos),
    whole("Tan", tan),
    Unary("Asin", [(-1.0, 1.0, asin)]),
    Unary("Acos", [(-1.0, 1.0, lambda x: mp.pi / 2 - asin(x))]),
    whole("Atan", s.atan),
    whole("Sinh", lambda x: (s.exp(x) - s.exp(-x)) / 2),
    whole("Cosh", lambda x: (s.exp(x) + s.exp(-x)) / 2),
    whole("Tanh", s.tanh),
    whole("Asinh", asinh),
    Unary("Acosh", [(1.0, INFINITY, acosh)]),
    Unary("Atanh", [(-1.0, 1.0, atanh)]),
    whole("Erf", s.erf),
    whole("Erfc", erfc),
    Polygamma("LogGamma", -1, s.log_gamma),
    Polygamma("Digamma", 0, lambda x: s.polygamma(0, x)),
    Polygamma("Polygamma", 1, lambda x: s.polygamma(1, x), arguments="1"),
    Polygamma("Polygamma", 2, lambda x: s.polygamma(2, x), arguments="2"),
    split("Relu", ZERO, SAME),
    split("LeakyRelu", lambda x: x * mpf("0.01"), SAME),
    split("LeakyRelu", ZERO, SAME, arguments="0"),
    split("LeakyRelu", lambda x: x * 2, SAME, arguments="2"),
    split("LeakyRelu", lambda x: x * -0.5, SAME, arguments="-0.5"),
    elu(1), elu(0.5), elu(3),
    split("Selu", lambda x: s.expm1(x) * (mpf(SCALE) * mpf(ALPHA)), lambda x: x * mpf(SCALE)),
    whole("Silu", lambda x: x * s.sigmoid(x)),
    whole("Gelu", gelu),
    whole("Gelu", gelu_tanh, arguments="tanh"),
    whole("Softplus", s.softplus, folds=[355, 372, 373]),
    whole("Mish", lambda x: x * s.tanh(s.softplus(x)), folds=[18, 26, 30]),
    whole("Sigmoid", s.sigmoid),
    Unary("Logit", [(0.0, 1.0, lambda x: s.log(x) - s.log1p(-x))], folds=[0.75]),
    whole("LogSigmoid", lambda x: -s.softplus(-x), folds=[355, 372, 373]),
    held("Hardtanh", -1.0, 1.0),
    held("Clamp", -0.5, 2.5, arguments="-0.5 2.5"),
    Stated("Floor", lambda x: x if math.isinf(x) else float(math.floor(x))),
    Stated("Ceiling", lambda x: x if math.isinf(x) else float(math.ceil(x))),
    Stated("Round", lambda x: x if math.isinf(x) else float(round(x))),
    *(pow_of(p) for p in (-2, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 4)),
    split("Maximum", lambda x: s.Series.of(0.5), SAME, at=0.5, arguments="0.5"),
    split("Minimum", SAME, lambda x: s.Series.of(0.5), at=0.5, arguments="0.5"),
]


@dataclass
class Binary:
    """One formula; where it fails, the side to come from; and what the table of kinks states outright (None where it is silent)."""
    name: str
    formula: Callable
    points: list
    arguments: str = ""
    side: Callable = lambda x, y: None
    stated: Callable = lambda x, y: {}


PARTIALS = [(total - j, j) for total in range(s.ORDER + 1) for j in range(total + 1)]


def pow_formula(x, y):
    return s.power(x, y.start) if x.start < 0 else s.exp(y * s.log(x))


def pow_stated(x, y):
    if x < 0:
        return {(i, j): math.nan for i, j in PARTIALS if j > 0 or y != int(y)}
    if x == 0:
        # How a zero of zero exponent changes with the exponent, the table says for the first order only.
        return {(i, j): None for i, j in PARTIALS if j > 0 and (i > 0 or y == 0)} | ({(0, 1): 0.0} if y == 0 else {})
    return {}


def origin(value):
    """At (0, 0): a slope of 0, and nothing said of what comes after."""
    return {(i, j): value if i + j == 0 else 0.0 if i + j == 1 else None for i, j in PARTIALS}


def angle(y, x):
    turned = (y * x.start - x * y.start) / (x * x.start + y * y.start)
    return s.integrated(mpf(0), lambda t: 1 / (1 + t * t), turned) + mp.atan2(y.start, x.start)


def angle_stated(y, x):
    return origin(math.atan2(y, x)) if x == y == 0 else {(0, 0): math.atan2(y, x)} if y == 0 else {}


def extreme(choose):
    def stated(x, y):
        return {(1, 0): 0.5, (0, 1): 0.5} if x == y else {}
    return (lambda x, y: x if choose(x.start, y.start) == x.start else y), stated


def huber(x, y):
    error = x - y
    return error * error / 2 if abs(error.start) < 1 else error * mp.sign(error.start) - mpf(1) / 2


TIES = [(2.0, 2.0), (3.0, 2.0), (1.0, 2.0), (-1.0, -1.0), (0.0, 0.0), (0.0, 1.0), (1e154, 1.0), (1e-154, -1.0), (-2.5, 800.0)]
PLANE = [(3.0, 4.0), (-3.0, 4.0), (1e8, 1.0), (1.0, 1e8), (1e6, 1.0), (3.0, 1e-3), (1e-3, 3.0), (0.0, 2.0), (2.0, 0.0), (-2.0, 0.0),
         (0.0, -2.0), (1e154, 1e154), (1e-154, 1e-154), (1e154, 1.0), (1.0, 1e154), (1e-154, 1.0), (1.0, 1e-154), (0.3, -0.5), (1e-10, 1e-10),
         (0.0, 0.0), (1.0, 1.0), (-9.0, 2.5), (37.0, 0.5)]
POWERS = [(2.0, 0.0), (2.0, 1.0), (2.0, 2.0), (3.0, 2.0), (3.0, 1.0), (3.0, 0.0), (0.5, 0.0), (0.5, 1.0), (0.5, 2.0), (1.0, 0.0), (1.0, 1.0), (1.0, 2.0),
          (1.0, 2.5), (1.5, 2.0), (2.5, 3.0), (2.0, -1.0), (2.0, -2.0), (0.3, 2.5), (0.3, -0.5), (0.9999, 1000.0), (1e-10, 2.0), (1e-10, 0.0), (1e-10, 1.0),
          (1e154, 0.5), (1e154, 1.0), (1e154, 0.0), (1e154, 2.0), (1e-154, 0.5), (1e-154, 1.0), (1e-154, 0.0), (1e-154, 2.0), (2.0, 89.0),
          (2.0, 400.0), (2.0, -400.0), (0.5, 800.0), (9.0, 17.0), (1.0, 1e154), (0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.0, 2.0), (0.0, 2.5), (0.0, 3.0),
          (0.0, -1.0), (-2.0, 0.0), (-2.0, 1.0), (-2.0, 2.0), (-2.0, 3.0), (-2.0, -1.0), (-2.0, 0.5)]
LOGITS = [(sign * x, t) for t in (0.0, 0.5, 1.0) for x in (0.0, 1e-10, 0.5, 1.0, 9.0, 20.0, 37.0, 45.0, 89.0, 400.0, 710.0, 800.0, 1e154) for sign in (1, -1)]
SUMS = [(0.0, 0.0), (1.0, 2.0), (2.0, 1.0), (-3.0, -3.0), (37.0, 0.0), (0.0, 40.0), (800.0, 799.0), (-800.0, -801.0), (1e154, 1.0), (0.3, 1e-10), (-400.0, 400.0)]
ENTROPIES = [(0.0, 0.0), (0.0, 0.5), (0.0, 1.0), (0.0, 2.0), (0.5, 0.5), (1.0, 1.0), (0.3, 1e-10), (1e-7, 1e-7), (-2.0, 3.0), (2.5, 0.0), (-2.5, 0.0), (1e154, 2.0), (2.0, 1e154), (1.0, 37.0)]
ERRORS = [(0.0, 0.0), (2.0, 1.0), (1.0, 2.0), (0.5, 0.25), (-3.0, 4.0), (1.0, 1.0), (1e154, 1.0), (1.0, 1e-10), (0.0, -1.0), (0.0, 1.0), (-9.0, -8.5)]

BINARY = [
    Binary("Multiply", lambda x, y: x * y, PLANE),
    Binary("Divide", lambda x, y: x / y, [p for p in PLANE if p[1] != 0] + [(1.0, 0.0), (1e8, -1.0), (1e154, 1e-154)], side=lambda x, y: (0, 1) if y == 0 else None),
    Binary("Pow", pow_formula, POWERS, side=lambda x, y: (1, 0) if x == 0 else None, stated=pow_stated),
    Binary("Hypot", lambda x, y: s.sqrt(x * x + y * y), PLANE, stated=lambda x, y: origin(0.0) if x == y == 0 else {}),
    Binary("Atan2", angle, PLANE, stated=angle_stated),
    Binary("LogAddExp", lambda x, y: x + s.softplus(y - x), SUMS),
    Binary("Xlogy", lambda x, y: x * s.log(y), ENTROPIES, side=lambda x, y: (0, 1) if y == 0 else None,
           stated=lambda x, y: {(0, 0): 0.0, (0, 1): 0.0, (0, 2): 0.0, (0, 3): 0.0, (0, 4): 0.0} if x == 0 else {}),
    Binary("Maximum", extreme(max)[0], TIES, stated=extreme(max)[1]),
    Binary("Minimum", extreme(min)[0], TIES, stated=extreme(min)[1]),
    Binary("BinaryCrossEntropyWithLogits", lambda x, t: s.softplus(x) - t * x, LOGITS),
    Binary("HuberLoss", huber, ERRORS),
]
