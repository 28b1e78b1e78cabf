"""Support mails written for this project, labelled twice, settled, and split in two halves (README.md)."""
