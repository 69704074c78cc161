"""Settings, addresses and logging. Nothing imports this package."""
