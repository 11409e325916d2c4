"""`python -m armslength`."""

import sys

from armslength.cli import main

if __name__ == "__main__":
    sys.exit(main())
