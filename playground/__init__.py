"""Try Sela without a token: an embedded Bot API server and a page of phones."""
