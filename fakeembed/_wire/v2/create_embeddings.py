"""POST /embed-v2: embed a text, an image, a sound, a video, or several of them together, and answer at once.

Reference: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.media.tokens import cut_to, tokens
from fakeembed._core.rules import check
from fakeembed._core.shapes import shaped
from fakeembed._core.v2 import embedding_plan as plans
from fakeembed._core.v2 import entry_embeddings, usage
from fakeembed._core.v2.ask import EmbedAsk
from fakeembed._core.v2.inputs import Mode
from fakeembed._core.v2.marengo_3_5_rules import MARENGO_3_5_RULES, MULTI_INPUT_RULES
from fakeembed._core.v2.rules import EMBED_RULES
from fakeembed._core.v2.segmentation_rules import WINDOW_RULES
from fakeembed._core.v2.shapes import SYNC_SHAPE
from fakeembed._core.v2.sources import sources
from fakeembed._wire import entry_json
from fakeembed._wire.endpoint import Endpoint
from fakeembed._wire.http import Response, as_json

if TYPE_CHECKING:
    from fakeembed._wire.endpoint import Call


def handle(call: Call) -> Response:
    """Answer with one embedding, or with those of each clip and option of a sound or a video."""
    ask = EmbedAsk(call.edition, Mode.SYNC, shaped(call.json().body, SYNC_SHAPE, call.edition))
    check(ask, EMBED_RULES)
    check(ask, MARENGO_3_5_RULES)
    ask.sources = sources(ask, call.service)
    if ask.kind not in {"audio", "video"}:
        check(ask, MULTI_INPUT_RULES)
        return as_json(200, _one(call, ask))
    check(ask, WINDOW_RULES)
    plan = plans.plan(ask)
    call.service.count_seconds(plan.medium.duration)
    data = entry_json.listed(plan, call.service)
    return Response(200, {}, entry_json.body({}, data, {"metadata": entry_json.metadata(plan)}))


def _one(call: Call, ask: EmbedAsk) -> dict[str, Any]:
    """The answer with a single entry; a text alone has no metadata (documented: there is no such variant)."""
    long = tokens(ask.input_text) > ask.model.tokens
    text = cut_to(ask.input_text, ask.model.tokens, from_start=False) if long else ask.input_text
    media = [(source.kind, source.seen) for source in ask.sources]
    call.service.count_seconds(sum(medium.duration for kind, medium in media if kind in {"audio", "video"}))
    parts = [call.service.text_embedding(ask.model, text)] if text else []
    parts += [entry_embeddings.whole(call.service, ask.model, kind, medium) for kind, medium in media]
    data = list(entry_json.rows([plans.Entry()], [entry_embeddings.mean(call.service, ask.model, parts)], ask))
    metadata = {} if ask.kind == "text" else {"metadata": _metadata(ask)}
    return {"data": data, **metadata, **entry_json.usage(ask.model, usage.of_inputs(text, media), truncated=long)}


def _metadata(ask: EmbedAsk) -> dict[str, Any]:
    if ask.kind == "multi_input":
        return {"input_type": ask.kind, **entry_json.dimension(ask.model, ask.dimension)}
    return {"input_type": ask.kind, **dict([ask.sources[0].name] if ask.sources[0].name is not None else [])}


ENDPOINT = Endpoint("v1.3", "POST", "/embed-v2", handle, family="embed-v2", nested_errors=True)
