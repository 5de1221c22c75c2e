raise ValueError("from the submodule")
