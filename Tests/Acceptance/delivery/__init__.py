"""What delivery.py is made of."""
