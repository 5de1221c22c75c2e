x = F'a'
