print("run", __name__)
name = "deep"
