"""What is measured on a program: outputs added to it, so that every engine comes to the same figures."""
