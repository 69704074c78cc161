"""How dates and figures are written, one module a language (Django's FORMAT_MODULE_PATH)."""
