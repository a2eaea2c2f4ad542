from pytestqt.modeltest import ModelTester

from desktop_app.documents.parser import parse
from desktop_app.views.review.outline_model import OutlineModel
from tests.views.papers import TEXT
from tests.views.trees import check


def test_the_model_is_sound_and_in_document_order(qtmodeltester: ModelTester) -> None:
    outline = parse(TEXT)
    model = OutlineModel()
    model.show(outline)
    check(qtmodeltester, model)
    model.show(outline)
    nodes = list(outline.walk())
    assert [model.node(model.index_of(key)) for key in model.keys()] == nodes  # noqa: SIM118
    for place, node in enumerate(nodes):
        assert model.place_of(node) == place
    assert model.index(0, 0).data() == "一、加强德育工作"
