f""
f"a"
f"{a}"
f"a{b}c{d}"
f"{a!r}"
f"{a:>10}"
f"{a!s:{w}}"
f"{a=}"
f"{a}" "b"
"a" f"{b}"
f"{{}}"
f"{a.b(c)[d]}"
f"{a if b else c}"
f"{x:{y}.{z}}"
def f(a):
    return f"{a}" + f'''{
a}'''
