try:
    pass
finally:
    pass
x
