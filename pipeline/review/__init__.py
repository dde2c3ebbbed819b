"""What people say of claims: verdicts, the queue, agreement, rates of rules, and a gold set made of them."""
