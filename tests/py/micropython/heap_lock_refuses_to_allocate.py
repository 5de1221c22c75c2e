# oracle: micropython
import micropython

numbers = [1, 2, 3]
result = 0


def total(numbers):
    result = 0
    i = 0
    while i < 3:
        result += numbers[i]
        i += 1
    return result


micropython.heap_lock()
result = total(numbers)
micropython.heap_unlock()
print(result, numbers * 2)
micropython.heap_lock()
micropython.heap_lock()
print(micropython.heap_unlock())
result = total(numbers)
print(micropython.heap_unlock())
print(result, numbers * 2)
