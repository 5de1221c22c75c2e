def bubble(a):
    for end in range(len(a) - 1, 0, -1):
        swapped = False
        for i in range(end):
            if a[i] > a[i + 1]:
                a[i], a[i + 1] = a[i + 1], a[i]
                swapped = True
        if not swapped:
            break
    return a


def insertion(a):
    for i in range(1, len(a)):
        x = a[i]
        j = i
        while j and a[j - 1] > x:
            a[j] = a[j - 1]
            j -= 1
        a[j] = x
    return a


def quick(a):
    if len(a) < 2:
        return a
    pivot = a[len(a) // 2]
    return quick([x for x in a if x < pivot]) + [x for x in a if x == pivot] + quick([x for x in a if x > pivot])


def merge(a):
    if len(a) < 2:
        return a
    middle = len(a) // 2
    left, right = merge(a[:middle]), merge(a[middle:])
    out = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            out.append(right[j])
            j += 1
        else:
            out.append(left[i])
            i += 1
    return out + left[i:] + right[j:]


def heap(a):
    def sift(start, end):
        root = start
        while 2 * root + 1 < end:
            child = 2 * root + 1
            if child + 1 < end and a[child] < a[child + 1]:
                child += 1
            if a[root] >= a[child]:
                return
            a[root], a[child] = a[child], a[root]
            root = child

    for start in range(len(a) // 2 - 1, -1, -1):
        sift(start, len(a))
    for end in range(len(a) - 1, 0, -1):
        a[0], a[end] = a[end], a[0]
        sift(0, end)
    return a


def counting(a):
    counts = {}
    for x in a:
        counts[x] = counts.get(x, 0) + 1
    out = []
    for x in range(min(counts), max(counts) + 1):
        out.extend([x] * counts.get(x, 0))
    return out


def shell(a):
    gap = len(a) // 2
    while gap:
        for i in range(gap, len(a)):
            j = i
            while j >= gap and a[j - gap] > a[j]:
                a[j - gap], a[j] = a[j], a[j - gap]
                j -= gap
        gap //= 2
    return a


state = 7


def random(n):
    global state
    state = (state * 1109 + 12345) & 0x7FFF
    return (state >> 3) % n


data = [random(200) - 100 for _ in range(80)]
want = sorted(data)
print(data[:12], want[:6], want[-6:])
for algorithm in (bubble, insertion, quick, merge, heap, counting, shell):
    got = algorithm(list(data))
    print(algorithm.__name__ if hasattr(algorithm, "__name__") else "", got == want, sum(got))
words = "sorting works on words just as well as on numbers of any size".split()
print(insertion(list(words)) == sorted(words), quick(words)[:4], heap(list(words))[-2:])
