class JsonError(ValueError):
    def __init__(self, text, at):
        super().__init__("%s at %d" % (text, at))
        self.at = at


ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def dumps(value, indent=None, level=0):
    if value is None:
        return "null"
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(ESCAPES.get(c, c) for c in value) + '"'
    inner = "" if indent is None else "\n" + " " * (indent * (level + 1))
    outer = "" if indent is None else "\n" + " " * (indent * level)
    if isinstance(value, (list, tuple)):
        items = [dumps(item, indent, level + 1) for item in value]
        brackets = "[]"
    elif isinstance(value, dict):
        items = []
        for key in sorted(value):
            if not isinstance(key, str):
                raise TypeError("keys are strings")
            items.append(dumps(key) + ": " + dumps(value[key], indent, level + 1))
        brackets = "{}"
    else:
        raise TypeError("no JSON for " + type(value).__name__)
    if not items:
        return brackets
    return brackets[0] + inner + ((", " if indent is None else ",") + inner).join(items) + outer + brackets[1]


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def fail(self, text):
        raise JsonError(text, self.at)

    def space(self):
        while self.at < len(self.text) and self.text[self.at] in " \n\t":
            self.at += 1

    def expect(self, c):
        self.space()
        if self.text[self.at : self.at + 1] != c:
            self.fail("expected " + c)
        self.at += 1

    def peek(self):
        self.space()
        if self.at == len(self.text):
            self.fail("unexpected end")
        return self.text[self.at]

    def value(self):
        c = self.peek()
        if c == "{":
            return dict(self.items("{", "}", self.pair))
        if c == "[":
            return list(self.items("[", "]", self.value))
        if c == '"':
            return self.string()
        for word, value in (("null", None), ("true", True), ("false", False)):
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return value
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in "-0123456789":
            self.at += 1
        if start == self.at:
            self.fail("unexpected " + c)
        return int(self.text[start : self.at])

    def items(self, opening, closing, item):
        self.expect(opening)
        if self.peek() == closing:
            self.at += 1
            return
        while True:
            yield item()
            if self.peek() == closing:
                self.at += 1
                return
            self.expect(",")

    def pair(self):
        key = self.string()
        self.expect(":")
        return key, self.value()

    def string(self):
        self.expect('"')
        out = []
        while True:
            if self.at == len(self.text):
                self.fail("unterminated string")
            c = self.text[self.at]
            self.at += 1
            if c == '"':
                return "".join(out)
            if c == "\\":
                c = {"n": "\n", "t": "\t"}.get(self.text[self.at], self.text[self.at])
                self.at += 1
            out.append(c)


def loads(text):
    reader = Reader(text)
    value = reader.value()
    reader.space()
    if reader.at != len(text):
        reader.fail("trailing text")
    return value


document = {
    "name": 'quo"ted\\ line\n',
    "pins": [1, 2, [], {"led": 25, "button": None}],
    "on": True,
    "off": False,
    "offset": -40,
    "empty": {},
    "unicode": "é☃",
}
text = dumps(document)
print(text)
print(dumps(document, indent=2))
print(loads(text) == document, loads(dumps(document, 4)) == document, loads(" [ ] "), loads("-5"))
for bad in ("", "[1, 2", '{"a" 1}', "[1,]", '"open', "nul", "[] x", "{1: 2}"):
    try:
        print(loads(bad))
    except JsonError as err:
        print(repr(bad), err, err.at)
for bad in ({1: 2}, {"f": range(2)}, [b"x"]):
    try:
        dumps(bad)
    except TypeError as err:
        print(err)
many = [{"id": n, "tags": ["t%d" % (n % 3)] * (n % 4)} for n in range(25)]
print(loads(dumps(many)) == many, len(dumps(many)))
