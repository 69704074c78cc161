"""Lists brought in: a spreadsheet is looked through, put right, and its good rows come into the register."""
