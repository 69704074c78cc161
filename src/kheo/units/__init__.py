"""Territory and organisations over time, succession, people and their roles."""
