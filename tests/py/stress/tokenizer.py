class Token:
    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line

    def __repr__(self):
        return "%s:%s@%d" % (self.kind, self.text, self.line)

    def __eq__(self, other):
        return (self.kind, self.text) == (other.kind, other.text)


KEYWORDS = {"if", "while", "return", "def"}
TWO = ("==", "!=", "<=", ">=", "->")


def tokens(text):
    at = 0
    line = 1
    while at < len(text):
        c = text[at]
        if c == "\n":
            line += 1
            at += 1
            continue
        if c.isspace():
            at += 1
            continue
        if c == "#":
            while at < len(text) and text[at] != "\n":
                at += 1
            continue
        start = at
        if c.isalpha() or c == "_":
            while at < len(text) and (text[at].isalpha() or text[at].isdigit() or text[at] == "_"):
                at += 1
            word = text[start:at]
            yield Token("keyword" if word in KEYWORDS else "name", word, line)
        elif c.isdigit():
            while at < len(text) and text[at].isdigit():
                at += 1
            yield Token("number", text[start:at], line)
        elif c in "\"'":
            at = text.find(c, at + 1)
            if at < 0:
                raise SyntaxError("line %d: open string" % line)
            at += 1
            yield Token("string", text[start + 1 : at - 1], line)
        elif text[at : at + 2] in TWO:
            at += 2
            yield Token("op", text[start:at], line)
        elif c in "+-*/()[]{}<>=:,.":
            at += 1
            yield Token("op", c, line)
        else:
            raise SyntaxError("line %d: %r" % (line, c))


source = """
def area(width, height):  # a comment
    if width <= 0: return 0
    total_1 = width * height + 42
    while total_1 != 'text':
        total_1 = total_1 -> 1
"""
found = list(tokens(source))
for token in found:
    print(token, end=" ")
print()
counts = {}
for token in found:
    counts[token.kind] = counts.get(token.kind, 0) + 1
print(sorted(counts.items()), found[0] == Token("keyword", "def", 99), found[-1].line)
for bad in ("a $ b", "x = 'open", "\n\n?"):
    try:
        list(tokens(bad))
    except SyntaxError as err:
        print(err)
print(len(list(tokens(source * 10))))
