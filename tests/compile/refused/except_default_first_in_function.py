def f():
    try:
        pass
    except:
        pass
    except A:
        pass
