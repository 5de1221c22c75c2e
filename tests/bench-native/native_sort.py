# Quicksort in place: comparisons of items and many variables.


def sort(items, first, last):
    while first < last:
        pivot = items[(first + last) // 2]
        low = first
        high = last
        while low <= high:
            while items[low] < pivot:
                low += 1
            while items[high] > pivot:
                high -= 1
            if low <= high:
                items[low], items[high] = items[high], items[low]
                low += 1
                high -= 1
        sort(items, first, high)
        first = low


def numbers(n):
    seed = 42
    result = []
    for _ in range(n):
        seed = (seed * 75 + 74) % 65537
        result.append(seed)
    return result


items = numbers(200)
sort(items, 0, len(items) - 1)
print(items[:5], items[-5:], items == sorted(items))
