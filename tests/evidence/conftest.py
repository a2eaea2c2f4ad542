from tests.ordinary import ordinary

__all__ = ["ordinary"]
