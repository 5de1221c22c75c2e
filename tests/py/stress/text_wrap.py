TEXT = """A compiler that runs on the host, a freezer that lays modules out in read-only memory, and a small machine
that runs what they made: the program keeps the memory.

    The second paragraph is short.

Averyverylongwordthatdoesnotfitonanylineatallbecauseithasnospaces stays alone."""


def paragraphs(text):
    lines = []
    for line in text.split("\n"):
        if line.strip():
            lines.append(line.strip())
        elif lines:
            yield " ".join(lines)
            lines = []
    if lines:
        yield " ".join(lines)


def wrap(text, width):
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = line + " " + word if line else word
    if line:
        yield line


def justify(line, width):
    words = line.split(" ")
    gaps = len(words) - 1
    spare = width - sum(len(w) for w in words)
    if gaps == 0 or spare > width // 2:
        return line
    out = words[0]
    for i, word in enumerate(words[1:]):
        out += " " * (spare // gaps + (1 if i < spare % gaps else 0)) + word
    return out


def columns(left, right, width):
    left, right = list(left), list(right)
    for i in range(max(len(left), len(right))):
        a = left[i] if i < len(left) else ""
        b = right[i] if i < len(right) else ""
        yield "%-*s | %s" % (width, a, b)


for width in (20, 33, 72):
    print("+" + "-" * width + "+")
    for paragraph in paragraphs(TEXT):
        for line in wrap(paragraph, width):
            print("|" + justify(line, width) + "|")
first = list(paragraphs(TEXT))
for line in columns(wrap(first[0], 22), wrap(first[0].upper(), 30), 22):
    print(line)
words = TEXT.lower().replace(",", " ").replace(".", " ").replace(":", " ").split()
counts = {}
for word in words:
    counts[word] = counts.get(word, 0) + 1
print(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:8])
print(sum(len(line) for n in range(10, 60) for p in first for line in wrap(p, n)))
