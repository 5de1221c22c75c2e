for i in range(5):
    try:
        if i == 1:
            continue
        if i == 3:
            break
        print("body", i)
    finally:
        print("finally", i)
else:
    print("never")
print(i)
while True:
    try:
        try:
            break
        finally:
            print("inner")
    finally:
        print("outer")
for i in range(2):
    for j in range(3):
        try:
            try:
                if j == 1:
                    break
                print(i, j)
            finally:
                print("f1")
        finally:
            print("f2")


def deep():
    for i in range(3):
        try:
            for j in range(3):
                try:
                    if i == 1 and j == 1:
                        return i, j
                finally:
                    print("j", j)
        finally:
            print("i", i)


print(deep())
