"""Floor 2: the questions. One a file; the first line of each file is the question. They never import each other."""
