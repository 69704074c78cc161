from tests.desk.moment import client_of, moment

__all__ = ["client_of", "moment"]
