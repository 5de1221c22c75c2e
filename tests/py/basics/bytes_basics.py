b = b"abc\x00\xff"
print(b, len(b), b[0], b[-1], b[1:3], list(b), bytes(3), bytes([65, 66]), bytes(b"copy"), bytes())
print(b + b"d", b * 2, b"a" in b, 97 in b, 1 in b, b"bc" in b, b == b"abc\x00\xff", b"a" < b"b")
print(b.find(b"c"), b.rfind(b"a"), b.count(b"a"), b.split(b"c"), b.replace(b"abc", b"x"))
print(b"x,y".split(b","), b",".join([b"a", b"b"]), b" s ".strip(), b"Ab".upper(), b"Ab".lower())
print(b.startswith(b"ab"), b.endswith(b"\xff"), b"12".isdigit(), b"k=v".partition(b"="))
print(repr(b"'"), repr(b'"'), repr(b"\t\n\r\\"), b"\x41\101", rb"\n", b"q'\"")
print(bytes("é", "utf-8"), bytes(range(5)), hash(b"a") == hash(b"a"))
for c in b"hi":
    print(c, end=" ")
print()
for bad in (lambda: b[10], lambda: bytes([256]), lambda: bytes(-1), lambda: bytes("s")):
    try:
        print(bad())
    except (IndexError, ValueError, TypeError) as err:
        print(type(err).__name__)
try:
    b[0] = 1
except TypeError:
    print("immutable")
