try:
    a
except:
    b
except A:
    c
