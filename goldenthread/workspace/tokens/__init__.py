"""Pages of tokens: who of an agency's programs may read figures, for what and until when."""
