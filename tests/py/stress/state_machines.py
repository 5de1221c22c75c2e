class Machine:
    initial = None

    def __init__(self):
        self.state = self.initial
        self.trace = []

    def feed(self, event):
        handler = getattr(self, "in_" + self.state, None)
        if handler is None:
            raise RuntimeError("no state " + self.state)
        target = handler(event)
        if target is not None and target != self.state:
            self.trace.append("%s->%s" % (self.state, target))
            self.state = target
        return self.state


class Traffic(Machine):
    initial = "red"

    def __init__(self):
        super().__init__()
        self.waiting = 0

    def in_red(self, event):
        if event == "tick" and self.waiting == 0:
            return "green"
        self.waiting = max(0, self.waiting - 1)

    def in_green(self, event):
        if event == "button":
            self.waiting = 2
            return "yellow"
        if event == "fault":
            return "blinking"

    def in_yellow(self, event):
        return "red"

    def in_blinking(self, event):
        return "red" if event == "repair" else None


m = Traffic()
for event in "tick tick button tick tick tick tick fault tick repair tick".split():
    m.feed(event)
print(m.state, m.trace)
m.state = "broken"
try:
    m.feed("tick")
except RuntimeError as err:
    print(err)


def csv(text):
    """A table-driven machine: (state, class of character) -> (state, action)."""
    table = {
        ("start", "quote"): ("quoted", None),
        ("start", "comma"): ("start", "end"),
        ("start", "other"): ("plain", "add"),
        ("plain", "comma"): ("start", "end"),
        ("plain", "other"): ("plain", "add"),
        ("plain", "quote"): ("plain", "add"),
        ("quoted", "quote"): ("after", None),
        ("quoted", "comma"): ("quoted", "add"),
        ("quoted", "other"): ("quoted", "add"),
        ("after", "quote"): ("quoted", "add"),
        ("after", "comma"): ("start", "end"),
    }
    kinds = {'"': "quote", ",": "comma"}
    state = "start"
    fields, field = [], []
    for at, c in enumerate(text):
        try:
            state, action = table[state, kinds.get(c, "other")]
        except KeyError:
            raise ValueError("column %d: %r in %s" % (at, c, state))
        if action == "add":
            field.append(c)
        elif action == "end":
            fields.append("".join(field))
            field = []
    if state == "quoted":
        raise ValueError("open quote")
    return fields + ["".join(field)]


for line in ("a,b,c", ",,", 'x,"y,z",w', '"he said ""hi""",ok', "", 'a"b,c', '"open', '"a"b'):
    try:
        print(csv(line))
    except ValueError as err:
        print(err)


def blink():
    """The same idea with a generator: the state is where it stands."""
    event = yield "off"
    while True:
        while event != "press":
            event = yield "off"
        for left in (2, 1):
            event = yield "on for %d" % left
            if event == "press":
                break
        else:
            event = yield "fading"


b = blink()
next(b)
print([b.send(e) for e in "x press x x x press press x press press x x x".split()])
rule = 90
cells = [0] * 31
cells[15] = 1
for _ in range(12):
    print("".join(".#"[c] for c in cells))
    cells = [rule >> (cells[i - 1] * 4 + cells[i] * 2 + cells[(i + 1) % 31]) & 1 for i in range(31)]
