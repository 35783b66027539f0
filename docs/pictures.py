"""Makes the pictures of docs/page.md: a story is played to a served fake, and a browser is asked how its page looks.

python docs/pictures.py chromium    # needs Playwright, Pillow and the extra `server`
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

import httpx
from PIL import Image
from playwright.sync_api import sync_playwright

from fakeembed import FakeEmbed, Scene
from fakeembed.serving.in_thread import serving
from fakeembed.serving.served import ServedFake

DOCS = Path(__file__).parent
CDN = "https://cdn.example.com"
SCENES = {
    "beach": [
        Scene(0, 8, "a dog catches a frisbee on the beach"),
        Scene(8, 16, "a dog swims in the sea"),
        Scene(16, 24, "children build a sand castle"),
    ],
    "kitchen": [Scene(0, 12, "a cook chops onions"), Scene(12, 24, "soup boils in a pot")],
    "garden": [Scene(0, 24, "two dogs dig a hole in the garden")],
}
WIDTH, COLOURS = 1280, 200
FAILURE = """\
def test_the_street_is_embedded(fake_embed):
>       assert indexed("street.mp4") == 3
E       AssertionError: assert 0 == 3"""


def create(http, name, **fields):
    """The id of a new task, or None when it was refused."""
    pairs = {"model_name": "marengo3.0", "video_url": f"{CDN}/{name}.mp4", **fields}
    return http.post("/v1.3/embed/tasks", files=[(field, (None, value)) for field, value in pairs.items()]).json().get("_id")


def played(fake, http):
    """A client that mostly does well; the id of the task that is looked at."""
    for name, scenes in SCENES.items():
        fake.media(f"*{name}*", duration=24, scenes=scenes)
    fake.media("*goal*", duration=18, fails="The codec is not supported.")
    beach, *_ = [create(http, name) for name in ("beach", "kitchen", "garden", "goal-of-the-month")]
    for seconds in (0, 5, 5, 2):
        fake.clock.advance(seconds)
        http.get(f"/v1.3/embed/tasks/{beach}/status")
    http.get(f"/v1.3/embed/tasks/{beach}")
    for _ in range(2):
        create(http, "street", video_clip_length="11")
    create(http, "traffic-jam-in-the-rain")
    fake.clock.advance(6)
    create(http, "kitchen-again")
    return beach


def failing():
    """A fake as a failing test leaves it."""
    with FakeEmbed() as fake, httpx.Client(base_url="https://api.twelvelabs.io", headers={"x-api-key": "any"}) as http:
        task = create(http, "beach")
        http.get(f"/v1.3/embed/tasks/{task}/status")
        for _ in range(2):
            create(http, "street", video_clip_length="11")
    return fake


def kept(picture, name):
    """Write a picture with few colours, which is a third of its size."""
    image = Image.open(BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(DOCS / name, optimize=True)
    print(f"docs/{name}: {(DOCS / name).stat().st_size // 1000} kB")


def main(program):
    """All pictures."""
    fake = ServedFake()
    with serving(fake) as server, sync_playwright() as driver, TemporaryDirectory() as folder:
        with httpx.Client(base_url=server.url, headers={"x-api-key": "any"}) as http:
            task = played(fake, http)
        report = Path(folder, "report.html")
        failing().report(report, heading="tests/test_indexer.py::test_the_street_is_embedded", failure=FAILURE)
        browser = driver.chromium.launch(executable_path=which(program), args=["--no-sandbox", "--disable-dev-shm-usage"])
        page = f"{server.url}/__fakeembed__/"
        for name, url, height, scheme in (
            ("page-account.png", page, 980, "light"),
            ("page-task.png", f"{page}?task={task}", 760, "light"),
            ("page-nearness.png", f"{page}?view=nearness&text=a+dog+in+the+sea", 800, "dark"),
            ("page-report.png", report.as_uri(), 900, "light"),
        ):
            looking = browser.new_page(viewport={"width": WIDTH, "height": height}, color_scheme=scheme)
            looking.goto(url)
            kept(looking.screenshot(), name)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
