"""What is typed about invitations: answers, registrations."""
