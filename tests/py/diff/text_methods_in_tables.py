texts = ["", "a", "abcabc", " a b  c ", "a,b,,c,", "naïve ☃ naïve", "x" * 20, "\t\n mixed \r\n", "AbC1", "123"]
parts = ["a", "b", ",", "abc", "☃", "ï", "xx", "zz"]

for text in texts:
    print(len(text), "|".join(text.split()), text.strip(), text.lstrip() + "|", "|" + text.rstrip())
    print(text.isspace(), text.isdigit(), text.count(""), "|".join(list(text)[:3]), text[::1] == text)
    for part in parts:
        print(
            text.find(part),
            text.rfind(part),
            text.count(part),
            part in text,
            "|".join(text.split(part)),
            "|".join(text.rsplit(part, 1)),
            "|".join(text.split(part, 2)),
            "|".join(text.partition(part)),
            "|".join(text.rpartition(part)),
            text.replace(part, "<>"),
            text.replace(part, "", 1),
            text.startswith(part),
            text.endswith(part),
            text.strip(part) if part != "ï" and part != "☃" else "",
        )
        for start in (0, 1, 3, -1, -3, 50, -50):
            print(text.find(part, start), text.rfind(part, start, -1), text.count(part, start), text.startswith(part, start))

for text in texts:
    for start in (None, 0, 1, 4, -1, -4, 99, -99):
        for stop in (None, 0, 2, 5, -1, -2, 99, -99):
            print(text[start:stop], text.encode()[start:stop], end=";")
    print()
    for data in (text.encode(), bytearray(text, "utf8")):
        print(data, data.split(), data and data.strip(), data.find(b"b"), data.replace(b"a", b"--"), data.hex(), data[1:4], data + b"!")

for left in ("", "a", "ab", "b", "ï"):
    for right in ("", "a", "ab", "b", "ï"):
        print(left < right, left <= right, left == right, left != right, left > right, left >= right, left + right, end=" ")
        first, second = left.encode(), bytearray(right, "utf8")
        print(first == second, second == first, first + second, second + first)
