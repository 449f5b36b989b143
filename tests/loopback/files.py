"""Files that people and the bot attach, and the address they are fetched from."""

import mimetypes
from dataclasses import dataclass, field
from urllib.parse import quote

from aiohttp import web

from .json_values import Json, number
from .snowflakes import snowflake

ATTACHMENTS = "/attachments"


@dataclass(frozen=True, slots=True)
class File:
    """A file on somebody's machine."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """The type that Discord reads off the name."""
        kind = mimetypes.guess_type(self.name)[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


@dataclass(slots=True)
class Files:
    """Every file that was uploaded."""

    #: Where they are served, without the path.
    origin: str = ""
    _kept: dict[int, File] = field(default_factory=dict[int, File])

    def keep(self, file: File) -> Json:
        """Take a file in, and return it as an attachment."""
        file_id = snowflake()
        self._kept[file_id] = file
        url = f"{self.origin}{ATTACHMENTS}/{file_id}/{quote(file.name)}"
        return {
            "id": str(file_id),
            "filename": file.name,
            "size": len(file.content),
            "url": url,
            "proxy_url": url,
            "content_type": file.content_type,
            "ephemeral": True,
        }

    def content(self, attachment: Json) -> bytes:
        """Return what an attachment holds."""
        return self._kept[number(attachment["id"])].content

    async def serve(self, request: web.Request) -> web.Response:
        """Let a file be fetched."""
        file = self._kept.get(number(request.match_info["file"]))
        if file is None or file.name != request.match_info["name"]:
            return web.Response(status=404, text="This content is no longer available.")
        return web.Response(body=file.content, headers={"Content-Type": file.content_type})
