import 'a'
