try:
    a
finally:
    b
try:
    a
except A:
    b
finally:
    c
try:
    a
except A as e:
    b
else:
    c
finally:
    d
def f():
    try:
        try:
            a
        finally:
            return b
    finally:
        c
def g():
    for x in y:
        try:
            continue
        finally:
            try:
                break
            finally:
                pass
