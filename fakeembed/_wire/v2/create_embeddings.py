"""POST /embed-v2: embed a text, an image, a sound, a video, or several of them together, and answer at once.

Reference: https://docs.twelvelabs.io/api-reference/create-embeddings-v2/create-embeddings
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fakeembed._core.media.tokens import cut_to, tokens
from fakeembed._core.models import MARENGO_3_5
from fakeembed._core.rules import check
from fakeembed._core.shapes import shaped
from fakeembed._core.v2 import embedding_plan as plans
from fakeembed._core.v2 import entry_embeddings, usage
from fakeembed._core.v2.inputs import Mode
from fakeembed._core.v2.marengo_3_5_rules import MARENGO_3_5_RULES, MULTI_INPUT_RULES
from fakeembed._core.v2.parameters import EmbedParameters
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
    params = EmbedParameters(call.edition, Mode.SYNC, shaped(call.json().body, SYNC_SHAPE, call.edition))
    check(params, EMBED_RULES)
    check(params, MARENGO_3_5_RULES)
    params.sources = sources(params, call.service)
    timed = params.kind in {"audio", "video"}
    check(params, WINDOW_RULES if timed else MULTI_INPUT_RULES)
    for source in params.sources:
        call.rest_on(source.medium, source.kind)
    if not timed:
        return as_json(200, _one(call, params))
    plan = plans.plan(params)
    call.meter.count_seconds(plan.medium.duration)
    data = entry_json.listed(plan, call.service)
    return Response(200, {}, entry_json.body({}, data, {"metadata": entry_json.metadata(plan)}))


def _one(call: Call, params: EmbedParameters) -> dict[str, Any]:
    """The answer with a single entry; a text alone has no metadata (documented: there is no such variant)."""
    long = tokens(params.input_text) > params.model.tokens
    text = cut_to(params.input_text, params.model.tokens, from_start=False) if long else params.input_text
    media = [(source.kind, source.medium) for source in params.sources]
    for kind, medium in media:
        if kind in {"audio", "video"}:
            call.meter.count_seconds(medium.duration)
    read = usage.of_inputs(text, media)
    if params.model is MARENGO_3_5:
        call.meter.count_tokens(sum(read.values()))
    parts = [call.service.text_embedding(params.model, text)] if text else []
    parts += [entry_embeddings.whole(call.service, params.model, kind, medium) for kind, medium in media]
    data = list(entry_json.rows([plans.Entry()], [entry_embeddings.mean(call.service, params.model, parts)], params))
    metadata = {} if params.kind == "text" else {"metadata": _metadata(params)}
    return {"data": data, **metadata, **entry_json.usage(params.model, read, truncated=long)}


def _metadata(params: EmbedParameters) -> dict[str, Any]:
    if params.kind == "multi_input":
        return {"input_type": params.kind, **entry_json.dimension(params.model, params.dimension)}
    return {"input_type": params.kind, **dict([params.sources[0].name] if params.sources[0].name is not None else [])}


ENDPOINT = Endpoint("v1.3", "POST", "/embed-v2", handle, family="embed-v2", nested_errors=True)
