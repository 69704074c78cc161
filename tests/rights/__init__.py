"""Who may do what, as tables that are held against the policies."""
