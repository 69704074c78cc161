"""Rule sets, campaigns, initiatives, their registrations, follow-ups and evidence."""
