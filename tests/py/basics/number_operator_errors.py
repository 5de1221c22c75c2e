# oracle: micropython     the texts of its messages


class Plain:
    pass


class Refuses:
    def __add__(self, other):
        return NotImplemented

    __iadd__ = __add__
    __lt__ = __add__


plain, refuses = Plain(), Refuses()
for text, operation in (
    ("int + str", lambda: 1 + "a"),
    ("str + int", lambda: "a" + 1),
    ("list + int", lambda: [] + 1),
    ("None + int", lambda: None + 1),
    ("int + plain", lambda: 1 + plain),
    ("plain + int", lambda: plain + 1),
    ("refuses + int", lambda: refuses + 1),
    ("refuses < int", lambda: refuses < 1),
    ("int < str", lambda: 1 < "a"),
    ("None <= int", lambda: None <= 1),
    ("dict > dict", lambda: {} > {}),
    ("list >= tuple", lambda: [] >= ()),
    ("int @ int", lambda: 5 @ 2),
    ("int << -1", lambda: 1 << -1),
    ("int >> -1", lambda: 1 >> -1),
    ("int // 0", lambda: 1 // 0),
    ("int % 0", lambda: 1 % 0),
    ("divmod 0", lambda: divmod(1, 0)),
    ("divmod plain", lambda: divmod(7, plain)),
    ("0 ** -1", lambda: 0**-1),
    ("-list", lambda: -[]),
    ("~str", lambda: ~"a"),
    ("-plain", lambda: -plain),
    ("abs str", lambda: abs("a")),
    ("pow 3 of zero", lambda: pow(2, 3, 0)),
    ("pow 3 of None", lambda: pow(2, 3, None)),
    ("hash list", lambda: hash([])),
    ("hash of a tuple of lists", lambda: hash((1, []))),
    ("len int", lambda: len(1)),
    ("len plain", lambda: len(plain)),
    ("round str", lambda: round("a")),
    ("range of str", lambda: range("a")),
):
    try:
        print(text, operation())
    except (TypeError, ValueError, ZeroDivisionError) as error:
        print(text, type(error).__name__, error)

number = 1
try:
    number += "a"
except TypeError as error:
    print(error)
try:
    refuses += 1
except TypeError as error:
    print(error)
