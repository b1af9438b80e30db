"""Taylor series in one or two variables, cut off after order 4, with coefficients of as many digits as mpmath works with."""

from mpmath import mp, mpf

ORDER = 4


class Series:
    """A function of (x, y) around a point: terms[i, j] belongs to dxⁱ dyʲ."""

    def __init__(self, terms):
        self.terms = {power: value for power, value in terms.items() if value != 0 or power == (0, 0)}
        self.terms.setdefault((0, 0), mpf(0))

    @staticmethod
    def variable(value, axis=0):
        return Series({(0, 0): mpf(value), (1 - axis, axis): mpf(1)})

    @staticmethod
    def of(value):
        return value if isinstance(value, Series) else Series({(0, 0): mpf(value)})

    @property
    def start(self):
        return self.terms[0, 0]

    def __add__(self, other):
        other = Series.of(other)
        return Series({p: self.terms.get(p, 0) + other.terms.get(p, 0) for p in {*self.terms, *other.terms}})

    def __mul__(self, other):
        terms = {}
        for (i, j), a in self.terms.items():
            for (k, l), b in Series.of(other).terms.items():
                if i + j + k + l <= ORDER:
                    terms[i + k, j + l] = terms.get((i + k, j + l), 0) + a * b
        return Series(terms)

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -Series.of(other)

    def __rsub__(self, other):
        return Series.of(other) - self

    def __truediv__(self, other):
        return self * power(Series.of(other), -1)

    def __rtruediv__(self, other):
        return Series.of(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def partial(self, i, j=0):
        return self.terms.get((i, j), mpf(0)) * mp.factorial(i) * mp.factorial(j)


def compose(coefficients, inner):
    """Σ cₖ (inner − its start)ᵏ."""
    step = Series({**inner.terms, (0, 0): mpf(0)})
    result, factor = Series.of(coefficients[0]), Series.of(1)
    for c in coefficients[1:]:
        factor = factor * step
        result = result + factor * c
    return result


def integrated(value, slope, inner):
    """The function of this value at inner's start whose derivative is the slope, a function of series, of inner."""
    steps = slope(Series.variable(inner.start))
    return compose([value, *(steps.terms.get((k, 0), mpf(0)) / (k + 1) for k in range(ORDER))], inner)


def power(x, p):
    coefficients, factor = [], mpf(1)
    for k in range(ORDER + 1):
        coefficients.append(factor * x.start ** (mpf(p) - k) if factor != 0 else mpf(0))
        factor = factor * (mpf(p) - k) / (k + 1)
    return compose(coefficients, x)


def exp(x):
    return compose([mp.exp(x.start) / mp.factorial(k) for k in range(ORDER + 1)], x)


def log(x):
    return integrated(mp.log(x.start), lambda t: 1 / t, x)


def log1p(x):
    return integrated(mp.log1p(x.start), lambda t: 1 / (1 + t), x)


def expm1(x):
    return integrated(mp.expm1(x.start), exp, x)


def sqrt(x):
    return power(x, mpf(1) / 2)


def sin(x):
    values = [mp.sin(x.start), mp.cos(x.start)]
    return compose([(-1) ** (k // 2) * values[k % 2] / mp.factorial(k) for k in range(ORDER + 1)], x)


def cos(x):
    values = [mp.cos(x.start), -mp.sin(x.start)]
    return compose([(-1) ** (k // 2) * values[k % 2] / mp.factorial(k) for k in range(ORDER + 1)], x)


def atan(x):
    return integrated(mp.atan(x.start), lambda t: 1 / (1 + t * t), x)


def sigmoid(x):
    return 1 / (1 + exp(-x)) if x.start >= 0 else exp(x) / (1 + exp(x))


def tanh(x):
    return integrated(mp.tanh(x.start), lambda t: 4 * sigmoid(2 * t) * sigmoid(-2 * t), x)


def softplus(x):
    return integrated(mp.log1p(mp.exp(-abs(x.start))) + max(x.start, 0), sigmoid, x)


def gauss(x):
    """The slope of the error function."""
    return exp(-(x * x)) * (2 / mp.sqrt(mp.pi))


def erf(x):
    return integrated(mp.erf(x.start), gauss, x)


def erfc(x):
    return integrated(mp.erfc(x.start), lambda t: -gauss(t), x)


def polygamma(n, x):
    return compose([mp.psi(n + k, x.start) / mp.factorial(k) for k in range(ORDER + 1)], x)


def log_gamma(x):
    return compose([mp.re(mp.loggamma(x.start)), *(mp.psi(k - 1, x.start) / mp.factorial(k) for k in range(1, ORDER + 1))], x)
