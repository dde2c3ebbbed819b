"""What the claims say together: facts, their independent origins, confidence, contradictions, reference figures."""
