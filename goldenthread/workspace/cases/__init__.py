"""The way into a case: who may, and why they do; and the pages that every sort of case has."""
