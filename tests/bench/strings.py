"""Building, formatting, splitting and joining strings."""


def main():
    total = 0
    for turn in range(400):
        text = ""
        for n in range(30):
            text += chr(97 + (n * turn) % 26)
        words = []
        for n in range(20):
            words.append("%s-%03d" % (text[n : n + 4], n))
            words.append("{}:{:>5}".format(n, turn))
        line = ",".join(words)
        for word in line.split(","):
            total += len(word) + word.find("a")
        total += line.count("a") + len(line.upper().replace("A", "aa"))
        for c in text:
            total += ord(c)
    print("strings", total)


main()
