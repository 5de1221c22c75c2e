limits = {"low": 1, "high"}
