"""Writes tests/Autograd.Tests/Laws/Derivatives/unary.csv and binary.csv: python3 tools/derivatives.py

Values and derivatives to order 4 of the elementwise operations, at ordinary points, where exponentials overflow or vanish, at
kinks, at edges of domains and at ±∞. They are Taylor arithmetic at two precisions (of 50 to 1,500 digits) that round alike; where
a derivative does not exist, the table of kinks decides (docs): the derivative where it exists, else the subgradient of least norm,
else the one-sided limit. Outside the domain everything is NaN. A question mark stands where that
table is silent: no law holds it. Needs mpmath.
"""

import math
import struct
from pathlib import Path

from mpmath import mp, mpf

from operations import BINARY, PARTIALS, UNARY, Polygamma, Stated
from series import ORDER, Series

FOLDER = Path(__file__).parent.parent / "tests/Autograd.Tests/Laws/Derivatives"
PRECISIONS = [400, 700, 1100, 1500]
FEW_DIGITS = [60, 100, 400, 700, 1500]  # for what neither cancels nor is quick
NEAR, NEARER = mpf(10) ** -40, mpf(10) ** -300
FAR, FARTHER = mpf(10) ** 20, mpf(10) ** 300
MAGNITUDES = [0.0, 1e-154, 1e-10, 0.3, 0.5, 0.9999, 1.0, 2.5, 9.0, 10.0, 17.0, 20.0, 37.0, 40.0, 45.0, 89.0, 400.0, 710.0, 800.0, 1000.0, 1e154, math.inf]
POINTS = [sign * size for size in MAGNITUDES for sign in (1, -1)]
SINGLE = {1e154: 1e19, 1e-154: 1e-19}  # what strains single precision as those strain double


def rounded(value, type):
    """The nearest number of the type; ties and subnormals as the hardware has them."""
    value = float(value) + 0.0  # no negative zeros
    if type == "float64" or math.isinf(value) or math.isnan(value):
        return value
    try:
        return struct.unpack("f", struct.pack("f", value))[0]
    except OverflowError:
        return math.copysign(math.inf, value)


def text(value, type):
    if math.isnan(value) or math.isinf(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    digits = repr(value) if type == "float64" else next(s for n in range(1, 10) if rounded(float(s := f"{value:.{n}g}"), type) == value)
    return digits.replace(".0e", "e").removesuffix(".0").replace("e-0", "e-").replace("e+", "e")


def agreed(evaluate, type, precisions=PRECISIONS):
    """What two precisions round alike."""
    before = None
    for mp.dps in precisions:
        now = [rounded(value, type) for value in evaluate()]
        if now == before:
            return now
        before = now
    raise ArithmeticError(f"precisions disagree: {now}")


def trend(near, nearer):
    """The limit of a quantity, seen at two points on the way."""
    if abs(near - nearer) <= mpf(10) ** -15 * abs(nearer):
        return nearer
    if abs(nearer) < mpf(10) ** -15 and (abs(nearer) < abs(near) or abs(nearer) < mpf(10) ** -500):
        return mpf(0)
    if abs(nearer) > 5 * abs(near) and abs(nearer) > 100:
        return mp.sign(nearer) * mp.inf
    return mp.nan


def limits(f, orders, near, nearer):
    mp.dps = 2000
    return [trend(a, b) for a, b in zip(*(partials(f, orders, point) for point in (near, nearer)))]


def partials(f, orders, point):
    result = f(*(Series.variable(value, axis) for axis, value in enumerate(point)))
    return [Series.of(result).partial(*order) for order in orders]


def least(left, right):
    return left if left == right else mpf(0) if left * right <= 0 else min(left, right, key=abs)


def unary(operation, x, type):
    """Value and derivatives at x, and whether the table of kinks says so."""
    orders = [(k,) for k in range(ORDER + 1)]
    if isinstance(operation, Stated):
        return [rounded(operation.value(x), type)] + [0.0] * ORDER, True
    if math.isinf(x) and operation.name in ("Sin", "Cos", "Tan"):
        return [math.nan] * (ORDER + 1), True
    if isinstance(operation, Polygamma) and x == -math.inf:
        return [math.nan] * (ORDER + 1), False
    if isinstance(operation, Polygamma) and x <= 0 and x == math.floor(x):
        return operation.pole(x, ORDER), operation.sure(x)
    for low, high, f in operation.pieces:
        if low < x < high and not math.isinf(x):
            return agreed(lambda: partials(f, orders, [x]), type, FEW_DIGITS if isinstance(operation, Polygamma) else PRECISIONS), True
    sides = {}
    for low, high, f in operation.pieces:
        if low == x:
            sides["right"] = limits(f, orders, [x + NEAR], [x + NEARER]) if not math.isinf(x) else limits(f, orders, [-FAR], [-FARTHER])
        elif high == x:
            sides["left"] = limits(f, orders, [x - NEAR], [x - NEARER]) if not math.isinf(x) else limits(f, orders, [FAR], [FARTHER])
    if not sides:
        # IEEE 754 gives even negative infinity a fractional power.
        return [math.nan] * (ORDER + 1), not (operation.name == "Pow" and x == -math.inf)
    if len(sides) == 1:
        (values,) = sides.values()
    elif getattr(operation, "pole", False) is True:
        values = sides["left" if math.copysign(1, x) < 0 else "right"]
    else:
        values = [least(left, right) for left, right in zip(sides["left"], sides["right"])]
    values = [rounded(value, type) for value in values]
    negative_edge = x == 0 and math.copysign(1, x) < 0 and len(sides) == 1 and any(math.isinf(value) for value in values)
    return values, not negative_edge


def binary(operation, point, type):
    """All partial derivatives at a point; None where the table of kinks is silent."""
    stated, side = operation.stated(*point), operation.side(*point)
    if len(stated) == len(PARTIALS):
        values = [stated[order] for order in PARTIALS]
    elif side is None:
        values = agreed(lambda: partials(operation.formula, PARTIALS, point), type)
    else:
        mp.dps = 2000
        values = [rounded(value, type) for value in limits(operation.formula, PARTIALS,
            *([value + step * direction for value, direction in zip(point, side)] for step in (NEAR, NEARER)))]
    values = [stated.get(order, value) for order, value in zip(PARTIALS, values)]
    return [None if value is None else rounded(value, type) for value in values]


def single(x):
    return math.copysign(SINGLE.get(abs(x), abs(x)), x)


def write(name, columns, rows):
    head = ["# Made by tools/derivatives.py, which says what they are: Taylor arithmetic with mpmath 1.3.0, rounded to the type.", columns]
    (FOLDER / name).write_text("\n".join(head + rows) + "\n", newline="\n")


def main():
    rows = []
    for operation in UNARY:
        for type in ("float64", "float32"):
            for x in sorted({*POINTS, *(s * f for f in operation.folds for s in (1, -1))}, key=lambda x: (x, math.copysign(1, x))) + [-0.0]:
                x = x if type == "float64" else rounded(single(x), type)
                values, sure = unary(operation, x, type)
                point = "-0" if x == 0 and math.copysign(1, x) < 0 else text(x, type)
                rows.append(",".join([operation.name, operation.arguments, type, point, *(text(v, type) for v in values), "" if sure else "?"]))
    write("unary.csv", "operation,arguments,type,point,value,first,second,third,fourth,open", list(dict.fromkeys(rows)))
    rows = []
    for operation in BINARY:
        for type in ("float64", "float32"):
            for point in operation.points:
                point = [x if type == "float64" else rounded(single(x), type) for x in point]
                values = binary(operation, point, type)
                names = ["-0" if x == 0 and math.copysign(1, x) < 0 else text(x, type) for x in point]
                rows.append(",".join([operation.name, operation.arguments, type, *names, *("?" if v is None else text(v, type) for v in values)]))
    write("binary.csv", "operation,arguments,type,x,y," + ",".join(f"dx{i}dy{j}" for i, j in PARTIALS), list(dict.fromkeys(rows)))


if __name__ == "__main__":
    main()
