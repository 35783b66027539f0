"""What a test says about the media and texts that its code embeds: their facts, and how near they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fakeembed._core.media.catalog import Declaration, Scene

if TYPE_CHECKING:
    from collections.abc import Iterable
    from threading import RLock

    from fakeembed._core.service import Service


class MediaScript:
    """The part of a FakeEmbed that is about media and their meaning."""

    _service: Service
    _lock: RLock

    def media(  # noqa: PLR0913 - each is one independent fact
        self,
        match: str,
        *,
        duration: float | None = None,
        audio: bool = True,
        speech: bool | Iterable[tuple[float, float]] = True,
        width: int = 1280,
        height: int = 720,
        scenes: Iterable[Scene] = (),
        fails: str | None = None,
        size: int | None = None,
        processing_seconds: float | None = None,
    ) -> None:
        """Declare facts of the media whose URL or file name is `match`, or matches it as a pattern (`*.mp4`).

        Args:
            match: A URL, a file name, or an `fnmatch` pattern for either; exact matches count before patterns, later declarations
                before earlier ones.
            duration: In seconds. Without it a file's is read from its bytes, and a URL's is assumed (see `assumptions`).
            audio: Whether there is sound; a silent video gets no `audio` and no `transcription` embeddings.
            speech: Whether there is speech; without speech there is no `transcription` embedding. Stretches, such as
                `[(0, 4.5), (9, 12)]` in seconds, say when: `transcription` of embed v2 has an entry for each of them.
            width: In pixels.
            height: In pixels.
            scenes: What the medium shows; clips embed near the text of the scene they overlap.
            fails: Makes its tasks end as `failed`, for this reason; an asset of it becomes `ready` all the same.
            size: In bytes.
            processing_seconds: Virtual seconds for which its tasks, or an asset of it, are processing; by default those of the
                fake.

        Raises:
            ValueError: For facts that no medium can have.
        """
        self._service.media.declare(
            Declaration(
                match,
                duration=duration,
                audio=audio,
                speech=speech if isinstance(speech, bool) else tuple((float(start), float(end)) for start, end in speech),
                width=width,
                height=height,
                scenes=tuple(scenes),
                fails=fails,
                size=size,
                processing_seconds=processing_seconds,
            )
        )

    def assumptions(self) -> list[str]:
        """What the responses so far assumed about undeclared media: a sentence for each, in the order of their use.

        An undeclared URL is taken for 18 seconds, or for as many as were asked for, in 1280x720, with sound and speech:
        nothing is refused for what the fake cannot know. Whatever is in this list may be otherwise with the real medium.
        """
        return list(self._service.assumptions)

    def relate(self, a: str, b: str, *, cosine: float = 0.9) -> None:
        """Pin how near two inputs embed, whatever they mean: texts, URLs or file names, in any combination.

        Every vector of one input then has this cosine with every vector of the other: with all clips of a video, its pictures and
        its sound. It holds within 0.01 where one of the two is a text or a picture, and within 0.05 where both are videos.
        A later call for the same two replaces an earlier one; what was embedded before stays as it was read.

        Args:
            a: A text, a URL or a file name.
            b: Another one.
            cosine: From -1 (opposite) over 0 (unrelated) to 1 (the same direction).

        Raises:
            ValueError: For a cosine beyond these, or one that cannot hold beside what is pinned already; the text says which can.
        """
        with self._lock:
            self._service.relations.relate(a, b, cosine)

    def synonyms(self, *words: str) -> None:
        """Let words or expressions mean the same to all vectors from now on, in any form and across languages.

        `synonyms("dog", "hound", "Hund")` lets a query for hounds find the scene "a dog catches a frisbee". A synonym of one of
        them becomes one of all; what was embedded before stays as it was read.

        Args:
            words: Two or more of them. Several words, such as "fire engine", are found where a text has them all. Plurals and
                other endings need not be said, irregular forms ("psa" for "pies") have to be.

        Raises:
            ValueError: For fewer than two different ones, and for one in which no word tells anything ("of the").
            TypeError: For what is no text.
        """
        if not all(isinstance(word, str) for word in words):
            raise TypeError(f"synonyms are texts, each an argument of its own, not {words!r}")
        with self._lock:
            self._service.synonyms.add(words)
