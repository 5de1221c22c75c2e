import micropython


@micropython.native
def blocks(f, x):
    try:
        f()
    except:
        f(1)
    try:
        f()
    except (ValueError, OSError) as e:
        print(e)
    except KeyError:
        raise ValueError
    else:
        f(2)
    finally:
        f(3)
    try:
        try:
            f()
        finally:
            f(4)
    except Exception:
        f(5)


@micropython.native
def leaves(f, x):
    for i in x:
        try:
            try:
                if i == 1:
                    continue
                if i == 2:
                    break
                if i == 3:
                    return 1
            finally:
                f(i)
        except OSError:
            if i == 4:
                break
            return 2
        finally:
            try:
                f()
            except ValueError:
                continue
    while x:
        with f as g, x as h:
            if g:
                continue
            if h:
                break
            return g
    else:
        return 3
    try:
        return 4
    finally:
        return 5


@micropython.native
def in_handlers(f):
    try:
        f()
    except OSError:
        try:
            f(1)
        except ValueError as e:
            with f:
                raise e
        return 1
    for i in range(3):
        try:
            f(i)
        except OSError:
            break
        except ValueError:
            continue
        except TypeError:
            return 2
    raise f(2)


@micropython.native
def dead(f):
    return 1
    try:
        f()
    finally:
        print("never")
    raise f
    while True:
        pass
    yield 1


@micropython.native
def asserts(a):
    assert a
    assert a, "message"
