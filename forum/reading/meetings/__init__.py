"""What is shown of meetings: their pages, polls for a date, the link for taking part online, how often one meets."""
