"""Pages of a case’s chronology."""
