"""Reading reports: the documents given to the reader, their review, and the figures accepted from them."""
