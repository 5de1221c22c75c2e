# Strings in a dict, the usual mixture of calls.

TEXT = "the quick brown fox jumps over the lazy dog and the dog sleeps while the fox runs on and on"


def count_words(text, times):
    counts = {}
    for _ in range(times):
        for word in text.split(" "):
            if word not in counts:
                counts[word] = 0
            counts[word] += 1
    best = None
    for word in sorted(counts):
        if best is None or counts[word] > counts[best]:
            best = word
    return best, counts[best], len(counts)


print(count_words(TEXT, 12))
