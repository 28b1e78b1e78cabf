"""python -m triaged"""

from triaged.cli import main

main()
