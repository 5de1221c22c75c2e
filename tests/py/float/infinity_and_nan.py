inf = float("inf")
nan = float("nan")
print(inf, -inf, nan, inf + 1, inf - inf, inf * 0, -inf < 0 < inf, inf == inf)
print(nan == nan, nan != nan, nan < 1, nan > 1, float("-infinity"), float("INF"), float("NaN"))
print(1e308 * 10, -1e308 * 10, 1 / inf, max(1.0, inf), min(-inf, 3))
for value in (inf, nan):
    try:
        print(int(value))
    except (OverflowError, ValueError) as err:
        print("no int")
