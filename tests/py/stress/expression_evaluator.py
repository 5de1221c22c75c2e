class Node:
    def __init__(self, *parts):
        self.parts = parts

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join(map(repr, self.parts)))


class Num(Node):
    def value(self, env):
        return self.parts[0]

    def simplified(self):
        return self


class Var(Node):
    def value(self, env):
        try:
            return env[self.parts[0]]
        except KeyError:
            raise NameError(self.parts[0])

    def simplified(self):
        return self


class Binary(Node):
    def value(self, env):
        a, b = self.parts
        return self.apply(a.value(env), b.value(env))

    def simplified(self):
        a, b = (part.simplified() for part in self.parts)
        if isinstance(a, Num) and isinstance(b, Num):
            return Num(self.apply(a.parts[0], b.parts[0]))
        return type(self)(a, b)


class Add(Binary):
    apply = staticmethod(lambda a, b: a + b)


class Sub(Binary):
    apply = staticmethod(lambda a, b: a - b)


class Mul(Binary):
    apply = staticmethod(lambda a, b: a * b)

    def simplified(self):
        node = super().simplified()
        if isinstance(node, Mul):
            for i in (0, 1):
                if isinstance(node.parts[i], Num) and node.parts[i].parts[0] in (0, 1):
                    return node.parts[1 - i] if node.parts[i].parts[0] else Num(0)
        return node


class Div(Binary):
    @staticmethod
    def apply(a, b):
        return a // b


class Let(Node):
    def value(self, env):
        name, bound, body = self.parts
        inner = dict(env)
        inner[name] = bound.value(env)
        return body.value(inner)

    def simplified(self):
        name, bound, body = self.parts
        return Let(name, bound.simplified(), body.simplified())


class Parser:
    levels = ({"+": Add, "-": Sub}, {"*": Mul, "/": Div})

    def __init__(self, text):
        self.words = self.split(text)
        self.at = 0

    @staticmethod
    def split(text):
        for c in "+-*/()=":
            text = text.replace(c, " " + c + " ")
        return text.split()

    @property
    def word(self):
        return self.words[self.at] if self.at < len(self.words) else None

    def take(self, want=None):
        word = self.word
        if word is None or want is not None and word != want:
            raise SyntaxError("%s instead of %s" % (word, want or "an operand"))
        self.at += 1
        return word

    def parse(self):
        node = self.expression()
        if self.word is not None:
            raise SyntaxError("left over: " + " ".join(self.words[self.at :]))
        return node

    def expression(self):
        if self.word == "let":
            self.take()
            name = self.take()
            self.take("=")
            bound = self.expression()
            self.take("in")
            return Let(name, bound, self.expression())
        return self.binary(0)

    def binary(self, level):
        if level == len(self.levels):
            return self.unary()
        node = self.binary(level + 1)
        while self.word in self.levels[level]:
            node = self.levels[level][self.take()](node, self.binary(level + 1))
        return node

    def unary(self):
        word = self.take()
        if word == "-":
            return Sub(Num(0), self.unary())
        if word == "(":
            node = self.expression()
            self.take(")")
            return node
        if word.isdigit():
            return Num(int(word))
        if word.isalpha():
            return Var(word)
        raise SyntaxError("unexpected " + word)


env = {"x": 7, "y": -3}
for text in (
    "1 + 2 * 3",
    "(1 + 2) * 3",
    "10 - 4 - 3",
    "2 * x + y",
    "-x * -(y - 1)",
    "100 / 7 / 2",
    "let a = 5 in a * a + x",
    "let a = let b = 2 in b * b in a + let a = 1 in a",
    "0 * x + 1 * y + 2 * 3",
    "1 / (y + 3)",
    "nope + 1",
    "1 +",
    "(1",
    "1 2",
    ") + 1",
):
    try:
        tree = Parser(text).parse()
        print(text, "=", tree.value(env), tree.simplified(), tree.value(env) == tree.simplified().value(env))
    except (SyntaxError, NameError, ZeroDivisionError) as err:
        print(text, "->", type(err).__name__, err if not isinstance(err, ZeroDivisionError) else "")
deep = "(" * 12 + "1" + " + 1)" * 12
print(Parser(deep).parse().value({}), Parser(" + ".join(["x"] * 60)).parse().value({"x": 2}))
