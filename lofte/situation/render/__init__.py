"""Renderings of a picture: each is made from the document alone, the same bytes every time."""
