# oracle: micropython     the texts of its messages


class HasInt:
    def __int__(self):
        return 7


class HasText:
    def __int__(self):
        return "7"


class HasIndex:
    def __index__(self):
        return 3


class Number(int):
    pass


for text, base in (
    ("12", 10),
    (" \t12\n", 10),
    ("1_0", 10),
    ("_1", 10),
    ("+1", 10),
    ("-1", 10),
    ("0x1F", 16),
    ("0x1f", 0),
    ("0o17", 0),
    ("0b101", 0),
    ("0b1", 16),
    ("0", 0),
    ("000", 0),
    ("z", 36),
    (b"101", 2),
    ("", 10),
    ("-", 10),
    ("- 1", 10),
    ("12a", 10),
    ("0x", 16),
    ("0x1f", 10),
    ("012", 0),
    ("it's", 10),
    ('"\\\n', 10),
    ("é", 10),
    ("1", 1),
    ("1", 37),
    ("1", -1),
    (12, 10),
    ("12", "a"),
):
    try:
        print(repr(text), base, int(text, base))
    except (TypeError, ValueError) as error:
        print(repr(text), base, type(error).__name__, error)

print(int(), int(True), int(b"12"), int(bytearray(b"34")), int(HasInt()), int(Number(5)), int(Number("11", 2)))
for bad in (None, [], HasIndex(), HasText()):
    try:
        print(int(bad))
    except TypeError as error:
        print(error)
try:
    int("1", 2, 3)
except TypeError as error:
    print(error)
try:
    int(x=1)
except TypeError as error:
    print(error)
