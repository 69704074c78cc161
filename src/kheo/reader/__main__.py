"""`python -m kheo.reader FILE… [--json|--text]`."""

import sys

from kheo.reader.command import main

sys.exit(main())
