"""A provider for Faker: what a client of the service has to do with, made up."""

from __future__ import annotations

from faker.providers import BaseProvider

EXTENSIONS = ("mp4", "mov", "mkv", "webm")


class EmbedProvider(BaseProvider):
    """Names, URLs, ids and keys; add it with `Faker().add_provider(EmbedProvider)`.

    What it makes up names nothing: the hosts are reserved for documentation (RFC 2606), the keys open no account.
    """

    def subject(self) -> str:
        """What a video shows, in plain words: "a dog crosses a river"."""
        who = self.random_element(("a dog", "a surfer", "two cats", "a chef", "a cyclist", "a child", "a band", "a ferry"))
        does = self.random_element(("crosses a river", "plays in the snow", "waits in the rain", "wins a race", "leaves a harbour"))
        return f"{who} {does}"

    def video_filename(self) -> str:
        """The name of a video file that says what it shows: "a-dog-crosses-a-river-0042.mp4"."""
        return f"{self.subject().replace(' ', '-')}-{self.numerify('####')}.{self.random_element(EXTENSIONS)}"

    def video_url(self) -> str:
        """A direct URL of a video: "https://media.example.com/a-dog-crosses-a-river-0042.mp4"."""
        host = self.random_element(("media", "cdn", "static"))
        return f"https://{host}.example.com/{self.video_filename()}"

    def task_id(self) -> str:
        """The id of a task: 24 hexadecimal digits; the first eight are a second of 2026."""
        return f"{self.random_int(0x6955B900, 0x6B36EC7F):08x}{self.hexify('^' * 16)}"

    def api_key(self) -> str:
        """A key in the form that the service gives them, which opens nothing: `tlk_FAKE` and letters and digits in capitals."""
        return "tlk_FAKE" + "".join(self.random_choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", length=24))
