"""What a camera sees, as a film that Chromium takes for its camera: YUV4MPEG2, without a codec."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Playwright

from .conftest import ARGUMENTS, CHROMIUM

WIDTH, HEIGHT = 640, 480
HAND = ((0, 0), (4, -3), (-5, 2), (2, 5))  # pixels by which a hand that holds a telephone moves it


def film(picture: bytes, path: Path) -> Path:
    """Write a film of a hand that holds `picture`, a PNG file, before a grey wall; return where it is."""
    ticket = Image.open(BytesIO(picture)).convert("L")
    ticket.thumbnail((HEIGHT * 2 // 3, HEIGHT * 2 // 3))
    ticket = ticket.rotate(4, expand=True, fillcolor=255, resample=Image.Resampling.BICUBIC)
    colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
    with path.open("wb") as out:
        out.write(f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F5:1 Ip A1:1 C420jpeg\n".encode())
        for right, down in HAND:
            frame = Image.new("L", (WIDTH, HEIGHT), 150)
            frame.paste(ticket, ((WIDTH - ticket.width) // 2 + right, (HEIGHT - ticket.height) // 2 + down))
            out.write(b"FRAME\n" + frame.tobytes() + colourless)
    return path


@contextmanager
def with_camera(playwright: Playwright, seen: Path | None) -> Iterator[Browser]:
    """Run a browser whose camera sees the film `seen`, or to which a camera is refused."""
    device = "--use-fake-device-for-media-stream"
    more = (
        [device, "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={os.fspath(seen)}"]
        if seen
        else [device, "--deny-permission-prompts"]
    )
    chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, *more])
    try:
        yield chromium
    finally:
        chromium.close()
