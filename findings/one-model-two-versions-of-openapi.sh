#!/usr/bin/env bash
# drf-spectacular 0.30.0, apispec 6.10.1 with marshmallow 4.4.0, and @asteasolutions/zod-to-openapi 9.1.0 (node 20), seen 2026-11-30.
# Each writes one model as OpenAPI 3.0 and as 3.1, and the two documents do not let the same values through: of a JSON field
# that may be null the 3.1 of drf-spectacular refuses the null (it is of both alternatives of a oneOf), and the 3.0 takes it;
# where a marshmallow object may be null the 3.0 of apispec takes any object, with other fields or none, and the 3.1 refuses
# it; a tuple of zod has its length in 3.0 and none in 3.1, and a text, a number or null is anything at all in 3.0. The null
# of a literal or null is in neither: the type has it, and the vocabulary beside it does not.
#
# One would expect the version of a document to be a way of writing. Who moves an API of vectors from 3.0 to 3.1 changes what
# its clients may send, by a setting, and a comparison of the two documents is right to call that a break.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --disable-pip-version-check drf-spectacular==0.30.0 apispec==6.10.1 marshmallow==4.4.0 \
  openapi-schema-validator==0.9.0 django==6.1.3 2> pip.log || { cat pip.log; exit 1; }
npm init -y > /dev/null
npm install --silent --no-audit --no-fund --ignore-scripts @asteasolutions/zod-to-openapi@9.1.0 zod@4.6.7 > npm.log 2>&1 || { cat npm.log; exit 1; }
cat > django_document.py <<'PY'
import sys

import django
from django.conf import settings

version = sys.argv[1]
settings.configure(
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "rest_framework", "drf_spectacular"],
    REST_FRAMEWORK={"DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema"},
    SPECTACULAR_SETTINGS={"OAS_VERSION": version},
)
django.setup()

from django.urls import path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, views


class Made(serializers.Serializer):
    user_metadata = serializers.JSONField(allow_null=True)


class Tasks(views.APIView):
    @extend_schema(request=Made, responses=Made)
    def post(self, request):
        pass


urlpatterns = [path("tasks", Tasks.as_view())]
document = SchemaGenerator(patterns=urlpatterns).get_schema(request=None, public=True)
with open(f"django-{version}.json", "wb") as file:
    file.write(OpenApiJsonRenderer().render(document))
PY
cat > marshmallow_document.py <<'PY'
import json
import sys

import marshmallow
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin


class Window(marshmallow.Schema):
    start = marshmallow.fields.Float(required=True)


class Made(marshmallow.Schema):
    window = marshmallow.fields.Nested(Window, allow_none=True)


version = sys.argv[1]
spec = APISpec(title="x", version="1", openapi_version=version, plugins=[MarshmallowPlugin()])
spec.components.schema("Made", schema=Made)
with open(f"marshmallow-{version}.json", "w") as file:
    json.dump(spec.to_dict(), file)
PY
cat > zod_document.mjs <<'JS'
import {writeFileSync} from "node:fs";
import {extendZodWithOpenApi, OpenApiGeneratorV3, OpenApiGeneratorV31, OpenAPIRegistry} from "@asteasolutions/zod-to-openapi";
import {z} from "zod";

extendZodWithOpenApi(z);
const registry = new OpenAPIRegistry();
registry.register("Made", z.object({
  pair: z.tuple([z.number(), z.string()]).optional(),
  kind: z.literal("text").nullable().optional(),
  score: z.union([z.string(), z.number(), z.null()]).optional(),
}));
const info = {title: "x", version: "1"};
writeFileSync("zod-3.0.3.json", JSON.stringify(new OpenApiGeneratorV3(registry.definitions).generateComponents()));
writeFileSync("zod-3.1.0.json", JSON.stringify(new OpenApiGeneratorV31(registry.definitions).generateComponents()));
JS
for version in 3.0.3 3.1.0; do
  venv/bin/python django_document.py "${version/3.1.0/3.1.1}"
  venv/bin/python marshmallow_document.py "$version"
done
mv django-3.1.1.json django-3.1.0.json
node zod_document.mjs
cat > judge.py <<'PY'
import json
import sys

from openapi_schema_validator import OAS30Validator, OAS31Validator

ASKED = [
    ("django", "drf-spectacular", "null in a JSON field that may be null", {"user_metadata": None}, (True, False)),
    ("marshmallow", "apispec", "an object without its required field", {"window": {"other": 1}}, (True, False)),
    ("zod", "zod-to-openapi", "a tuple of two that has one", {"pair": [1]}, (False, True)),
    ("zod", "zod-to-openapi", "null for a literal or null", {"kind": None}, (False, False)),
    ("zod", "zod-to-openapi", "true for a text, a number or null", {"score": True}, (True, False)),
]


def takes(name, version, value):
    document = json.load(open(f"{name}-{version}.json"))
    validator = OAS30Validator if version == "3.0.3" else OAS31Validator
    return validator({"$ref": "#/components/schemas/Made", **document}).is_valid(value)


for name, tool, what, value, expected in ASKED:
    found = tuple(takes(name, version, value) for version in ("3.0.3", "3.1.0"))
    said = ["refused", "taken"]
    if found != expected:
        sys.exit(f"changed: {tool}: {what}: 3.0 {said[found[0]]}, 3.1 {said[found[1]]}")
    print(f"{tool}: {what}: {said[found[0]]} by its 3.0, {said[found[1]]} by its 3.1")
PY
venv/bin/python judge.py
