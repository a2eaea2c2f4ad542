"""What is done in the review while a title is being typed."""

from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.documents.outline import Level
from desktop_app.views.review.page import ReviewPage
from tests.views.review.test_review_editing import choose, outline_of, review, titles

__all__ = ["review"]  # the fixture


def test_an_item_is_left_out_while_its_title_is_typed(review: ReviewPage) -> None:
    choose(review, "开好思政课")
    review.tools.rename.trigger()
    line = review.tree.findChild(QLineEdit)
    assert line is not None
    line.setText("上好思政课")
    review.tools.leave_out.trigger()
    review.tree.setFocus()
    QApplication.processEvents()
    assert not [one for one in titles(outline_of(review), Level.POINT) if "思政课" in one]


def test_what_is_typed_is_taken_over_before_the_item_is_joined(review: ReviewPage) -> None:
    choose(review, "办好劳动教育")
    review.tools.rename.trigger()
    line = review.tree.findChild(QLineEdit)
    assert line is not None
    line.setText("办优劳动教育")
    review.tools.join.trigger()
    assert any("办优劳动教育" in f"{node.title}{node.text}" for node in outline_of(review).walk())
