"""How a change is told from chance, and one area from another: published methods, as pure functions on sequences.

Every method takes plain numbers and returns a frozen record of what it found; its `sentence` says that in words. A
method that does not apply raises `CannotSay`, whose text is for the person who asked. Nothing here knows of Django, a
database, an indicator or a page. `docs/explanation/methods.md` works one example of each by hand.
"""
