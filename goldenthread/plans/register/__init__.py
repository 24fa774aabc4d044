"""The risk register at work: scoring, closing and sharing risks, and the bands they fall into."""
