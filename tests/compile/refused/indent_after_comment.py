# comment
  a
