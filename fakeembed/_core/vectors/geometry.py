"""How near the inputs of each model embed: the weights of what its vectors are made of, each with its evidence.

Two inputs are as near as the sum of the products of their weights in what they share. What somebody saw of a model is met; what
nobody saw is decided so that the order is kept: clips of one scene are nearer than clips of two, clips of one video nearer than
clips of two, and a text is nearer to what it describes, seen, heard or spoken, than to anything else (decision D172).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt


@dataclass(frozen=True, slots=True)
class Weights:
    """What the vectors of one kind of input are made of, in thousandths; the squares add up to about 1000**2.

    Attributes:
        picture: What all pictures have in common; sounds oppose it.
        sound: What all sounds have in common.
        source: What is the medium's alone.
        words: What it shows or says, where texts say it as well.
        look: The same, where only pictures show it. Most of a picture's content lies there, so that what shows the same is a
            neighbour in an index, and a walk that nears one nears the other.
        tone: The same, where only sounds let it be heard.
        own: What keeps two inputs apart that mean the same.
    """

    picture: int = 0
    sound: int = 0
    source: int = 0
    words: int = 0
    look: int = 0
    tone: int = 0
    own: int = 0

    @property
    def content(self) -> float:
        """How much of a vector is what the input shows or says."""
        return sqrt(self.words**2 + self.look**2 + self.tone**2)


@dataclass(frozen=True, slots=True)
class Geometry:
    """The weights of every kind of input of one model."""

    visual: Weights
    audio: Weights
    speech: Weights
    image: Weights
    text: Weights

    def of(self, option: str) -> Weights:
        """The weights of an embedding option."""
        return self.visual if option.startswith("visual") else self.audio if option == "audio" else self.speech


# Recorded of Marengo-retrieval-2.7 on v1 in March and April 2025 (whole vectors, in the notebooks of aws-samples/
# sample-optimizing-multimodal-search-using-the-twelvelabs-embed-api-and-amazon-opensearch-service): neighbouring clips of one shot
# 0.92 to 0.98, clips of two videos 0.30 to 0.34, a matching text and clip 0.32 to 0.44, an unrelated text 0.10 to 0.12, a related
# picture 0.60, an unrelated one 0.39 to 0.41, sound and picture -0.28 to -0.25, of one video and of two. Decided (D172): a text
# lies above 0 to all sound, and clearly above to the sound of what it describes; 2.6, which nobody saw, is alike.
MARENGO_2_7 = Geometry(
    visual=Weights(picture=559, source=473, words=328, look=554, own=170),
    audio=Weights(picture=-507, sound=585, source=296, words=263, look=-123, tone=438, own=170),
    speech=Weights(picture=194, source=780, words=570, own=160),
    image=Weights(picture=693, words=705, own=110),
    text=Weights(picture=160, sound=171, words=963, own=60),
)

# Seen of marengo3.0 on Amazon Bedrock in March 2026 (tables of two whole videos and eight texts, jesamkim/bedrock-twelvelabs): a
# text and its own video 0.13 to 0.15, an unrelated one -0.08 to 0.005, two videos 0.60 to 0.63, a query and a description 0.46 to
# 0.64. A text and a segment on Snowflake (documentation, 2026): 0.56 and 0.69, taken for transcription. Decided (D172): sound and
# picture as in 2.7; a picture is about as near a clip as two videos are, nearer to one that shows the same; marengo3.5 is alike.
MARENGO_3_0 = Geometry(
    visual=Weights(picture=702, source=350, words=199, look=496, own=185),
    audio=Weights(picture=-370, sound=600, source=350, words=221, look=-84, tone=522, own=150),
    speech=Weights(picture=-50, source=730, words=640, own=160),
    image=Weights(picture=800, words=435, look=277, own=200),
    text=Weights(picture=-77, sound=45, words=990, own=60),
)
