"""Every figure defined once; counted beside reported; readings; frozen reports."""
