both = {**left, **right}
