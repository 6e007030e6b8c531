import json
from pathlib import Path

import pytest

from definition.wording import in_sentence

CASES = json.loads((Path(__file__).parent.parent / "vectors" / "in_sentence.json").read_text())


@pytest.mark.parametrize(("label", "said"), CASES)
def test_labels_keep_the_capitals_that_belong_to_them(label: str, said: str) -> None:
    assert in_sentence(label) == said
