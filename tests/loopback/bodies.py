"""What a request to the REST interface carries."""

import json

from aiohttp import web
from aiohttp.web_request import FileField

from .files import File, Files
from .json_values import Json, JsonValue, record, text


async def body_of(request: web.Request) -> JsonValue:
    """Return a request's JSON, wherever it stands in it."""
    if request.content_type.startswith("multipart/"):
        form = await request.post()
        return record(json.loads(text(str(form["payload_json"]))))
    raw = await request.read()
    return json.loads(raw) if raw else None


async def message_of(request: web.Request, files: Files) -> Json:
    """Return the message that a request carries; its files are taken in and stand among its attachments."""
    body = record(await body_of(request))
    uploaded = await _uploaded(request)
    message = record(body["data"]) if "data" in body else body
    if uploaded:
        message["attachments"] = [files.keep(file) for file in uploaded]
    return body | {"data": message} if "data" in body else message


async def _uploaded(request: web.Request) -> list[File]:
    if not request.content_type.startswith("multipart/"):
        return []
    uploaded: list[File] = []
    for field in (await request.post()).values():
        if isinstance(field, FileField):
            field.file.seek(0)
            uploaded.append(File(field.filename, field.file.read()))
    return uploaded


def is_set(request: web.Request, name: str) -> bool:
    """Say whether a switch in the query is on."""
    return request.query.get(name, "").lower() in {"1", "true"}
