try:
except A:
    pass
