a = F"x"
