name = "board"
n = 7
width = 6
items = [1, 2, 3]
print(f"{name} {n} {n + 1} {n * 2!r} {name!r:>10}|")
print(f"{n:04d} {n:>{width}} {name:<{width}}| {n:{'0'}{3}}")
print(f"{items[0]} {items[-1]} {len(items)} {sum(items)}")
print(f"{{literal}} {'nested'} {name.upper()} {n=} {name=!r} {n=:>4}")
print(f"", f"plain", f"{''}", f"a" "b" f"{n}" "c")
print(rf"\d{n}", f"{n}\n{n}\t|")
print(f"{[i * i for i in items]} {({'k': 1})['k']}")
print(f"{n if n > 5 else 'small'} {n!s}", f"{'a' if n else 'b'}")
