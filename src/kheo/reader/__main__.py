"""`python -m kheo.reader FILE|FOLDER… [--json|--text|--table|--findings] [--explain]`."""

import sys

from kheo.reader.command import main

sys.exit(main())
