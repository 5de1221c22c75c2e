mode = "slow" if battery < 10
