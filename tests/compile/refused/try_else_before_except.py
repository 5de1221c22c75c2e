try:
    pass
else:
    pass
except A:
    pass
