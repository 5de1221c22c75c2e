name = $1
