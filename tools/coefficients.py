"""Fits the polynomials of src/Autograd/Numerics/*Lanes.cs and prints them as C#: python3 tools/coefficients.py [name ...]

Every fit is minimax (Remez's exchange over a fine grid) in the error relative to the function. The leading
coefficients of a series are rounded to the element type one after another, and the rest is fitted anew to what each left. Needs mpmath.
"""

import struct
import sys

from mpmath import atan, asin, cos, erf, erfc, exp, lu_solve, matrix, mp, mpf, pi, sin, sqrt, tan

mp.dps = 50
GRID = 24  # grid points per coefficient


def rounded(x, type):
    return x if type is None else mpf(struct.unpack("f", struct.pack("f", x))[0]) if type == "float" else mpf(float(x))


def minimax(target, weight, points, powers):
    """The coefficients of target ≈ Σ cₖ pᵏ with the least weight·|error| over the points, and that error."""
    count = len(powers)
    chosen = [round((1 - cos(pi * i / count)) / 2 * (len(points) - 1)) for i in range(count + 1)]
    for _ in range(30):
        system = matrix(count + 1, count + 1)
        right = matrix(count + 1, 1)
        for row, i in enumerate(chosen):
            for column, power in enumerate(powers):
                system[row, column] = points[i] ** power
            system[row, count] = (-1) ** row / weight[i]
            right[row] = target[i]
        solution = lu_solve(system, right)
        coefficients = list(solution[:count])
        errors = [(t - sum(c * p ** k for c, k in zip(coefficients, powers))) * w for t, p, w in zip(target, points, weight)]
        largest = max(abs(e) for e in errors)
        if largest <= abs(solution[count]) * mpf("1.0001"):
            break
        # One extremum for each run of errors of one sign; of too many, the smaller end goes.
        runs, start = [], 0
        for i in range(1, len(errors) + 1):
            if i == len(errors) or errors[i] * errors[start] < 0:
                runs.append(max(range(start, i), key=lambda j: abs(errors[j])))
                start = i
        while len(runs) > count + 1:
            runs.pop(0 if abs(errors[runs[0]]) < abs(errors[runs[-1]]) else -1)
        if len(runs) < count + 1:
            break
        chosen = runs
    return coefficients, largest


def fit(function, low, high, powers, type, fixed=(), scale=None, exact=4):
    """Coefficients of function(p) on [low, high] for the powers given; `fixed` ones come first and are not fitted."""
    low, high = mpf(low), mpf(high)
    number = GRID * (len(powers) + 1)
    points = [(low + high) / 2 - (high - low) / 2 * cos(pi * i / number) for i in range(number + 1)]
    values = [function(p) for p in points]
    weight = [1 / abs(scale(p) if scale else v) for p, v in zip(points, values)]
    done = [rounded(c, type) for c in fixed]
    error = None
    while len(done) < len(powers):
        rest = [v - sum(c * p ** k for c, k in zip(done, powers)) for v, p in zip(values, points)]
        coefficients, largest = minimax(rest, weight, points, powers[len(done):])
        error = largest if error is None else error
        if len(done) < exact:
            done.append(rounded(coefficients[0], type))
        else:
            done += [rounded(c, type) for c in coefficients]
    finished = max(abs(v - sum(c * p ** k for c, k in zip(done, powers))) * w for v, p, w in zip(values, points, weight))
    return done, finished


def literal(x, type):
    return repr(float(x)) if type == "double" else f"{float(x):.9g}f"


def series(name, type, result):
    coefficients, error = result
    print(f"// {name} ({type}): relative error {float(error):.1e}")
    print(", ".join(literal(c, type) for c in coefficients) + "\n")


def table(name, type, results):
    """One row of sixteen for each power."""
    print(f"// {name} ({type}): relative error {max(float(error) for _, error in results):.1e}")
    for row in zip(*(coefficients for coefficients, _ in results)):
        print("".join(literal(c, type) + (", " if i % 4 < 3 else ",\n") for i, c in enumerate(row)), end="")
    print()


def steps(start, count):
    return list(range(start, start + count))


def sine(type, count):
    """sin d / d − 1 in s = d², half a sixteenth of π away."""
    return fit(lambda s: sin(sqrt(s)) / sqrt(s) - 1, mpf("1e-9"), (pi / 32 * mpf("1.02")) ** 2, steps(1, count), type,
               scale=lambda s: sin(sqrt(s)) / sqrt(s))


def cosine(type, count):
    """cos d − 1 in s = d², with the absolute error of a number about 0.1 or more."""
    return fit(lambda s: cos(sqrt(s)) - 1, mpf("1e-9"), (pi / 32 * mpf("1.02")) ** 2, steps(1, count), type, scale=lambda s: mpf(1))


def sixteenths(type):
    """sin, what its rounding left, and cos of the multiples of π/16."""
    rows = []
    for k in range(16):
        value = sin(k * pi / 16)
        high = rounded(value, type)
        rows.append(([high, rounded(value - high, type), rounded(cos(k * pi / 16), type) if k != 8 else mpf(0)], 0))
    return rows


def tangent(type, count):
    return fit(lambda s: tan(sqrt(s)) / sqrt(s) - 1, mpf("1e-9"), (pi / 4 * mpf("1.02")) ** 2, steps(1, count), type,
               scale=lambda s: tan(sqrt(s)) / sqrt(s))


def arcsine(type, count):
    return fit(lambda s: asin(sqrt(s)) / sqrt(s) - 1, mpf("1e-9"), mpf("0.25"), steps(1, count), type,
               scale=lambda s: asin(sqrt(s)) / sqrt(s))


def arctangent(type, count):
    return fit(lambda s: atan(sqrt(s)) / sqrt(s) - 1, mpf("1e-9"), mpf(1), steps(1, count), type,
               scale=lambda s: atan(sqrt(s)) / sqrt(s))


def error_function(type, count, step):
    """erf − 9⁄8 d about multiples of the step; the first has no constant, the last ends at 1."""
    half, powers = mpf(step) / 2, steps(0, count)
    results = [fit(lambda d: erf(d) - d * 9 / 8, mpf("1e-9"), half, powers, type, fixed=[0], scale=erf)]
    for i in range(1, 16):
        value = lambda d: erf(i * mpf(step) + d)
        last = {"high": -half / 1000, "fixed": [1]} if i == 15 else {"high": half}
        results.append(fit(lambda d: value(d) - d * 9 / 8, -half, powers=powers, type=type, exact=0, scale=value, **last))
    return results


def scaled_tail(type, count, offset):
    """
    exp(a²) erfc(a) for a + offset in quarters of binades, each about its middle; ordered by the exponent's and
    mantissa's bits. What rounding the constant left comes second.
    """
    results = [None] * 16
    bias = 127 if type == "float" else 1023
    exponent = {1: 0, 2: 1}[offset]
    for octave in range(exponent, exponent + 4):
        for quarter in range(4):
            half = mpf(2) ** octave / 8
            middle = 8 * half + (2 * quarter + 1) * half - offset
            function = lambda d: exp((middle + d) ** 2) * erfc(middle + d)
            coefficients, error = fit(function, -half, half, steps(0, count), None, exact=0)
            high = rounded(coefficients[0], type)
            rest = [rounded(c, type) for c in [coefficients[0] - high, *coefficients[1:]]]
            results[((bias + octave) * 4 + quarter) % 16] = [high, *rest], error
    return results


def unit(type, count, step):
    """−Φ(−a), then Φ(−a) − a φ(a), about multiples of the step; the latter's error is absolute where it vanishes."""
    def pieces(function, floor):
        results = []
        for i in range(16):
            value = lambda d: function(i * mpf(step) + d)
            scale = lambda d: max(abs(value(d)), floor if i < 5 else 0)
            results.append(fit(value, -mpf(step) / 2 if i else 0, mpf(step) / 2, steps(0, count), type, exact=2, scale=scale))
        return results

    tail = lambda a: erfc(a / sqrt(mpf(2))) / 2
    return pieces(lambda a: -tail(a), 0), pieces(lambda a: tail(a) - a * exp(-a * a / 2) / sqrt(2 * pi), mpf("0.05"))


FITS = {
    "sine": lambda: [series("sine", "float", sine("float", 2)), series("sine", "double", sine("double", 4)),
                     series("cosine", "float", cosine("float", 2)), series("cosine", "double", cosine("double", 4)),
                     table("sixteenths", "float", sixteenths("float")), table("sixteenths", "double", sixteenths("double"))],
    "tangent": lambda: [series("tangent", "float", tangent("float", 8)), series("tangent", "double", tangent("double", 15))],
    "arcsine": lambda: [series("arcsine", "float", arcsine("float", 5)), series("arcsine", "double", arcsine("double", 13))],
    "arctangent": lambda: [series("arctangent", "float", arctangent("float", 8)), series("arctangent", "double", arctangent("double", 20))],
    "erf": lambda: [table("erf", "float", error_function("float", 7, 67 / 256)), table("erf", "double", error_function("double", 13, 101 / 256))],
    "tail": lambda: [table("tail", "float", scaled_tail("float", 8, 1)), table("tail", "double", scaled_tail("double", 15, 2))],    "gelu": lambda: [table(name, "float", fits) for name, fits in zip(("value", "slope"), unit("float", 9, 103 / 256))],
}

if __name__ == "__main__":
    for name in sys.argv[1:] or FITS:
        FITS[name]()
