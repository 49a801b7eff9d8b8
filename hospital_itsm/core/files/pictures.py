"""Writing pictures anew: nothing but the visible picture survives (no place, no camera, no hidden second file)."""

import io

from PIL import Image, ImageOps, ImageSequence

from hospital_itsm.core.files.kinds import UNKNOWN, FileRefused

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
MOST_PIXELS = 60_000_000
MOST_PIXELS_MOVING = 150_000_000
TOO_MANY_PIXELS = "too_many_pixels"
JPEG_QUALITY = 90


def rewritten(data: bytes, content_type: str) -> bytes:
    """The picture written anew without its metadata, turned upright.

    Raises FileRefused for a picture that does not open or would unpack to more than 60 million pixels; its size is
    read from the header before anything is unpacked.
    """
    form = FORMATS[content_type]
    try:
        with Image.open(io.BytesIO(data), formats=[form]) as picture:
            _refuse_bomb(picture)
            return _written(picture, form)
    except FileRefused:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise FileRefused(UNKNOWN) from error


def _refuse_bomb(picture: Image.Image) -> None:
    pixels = picture.width * picture.height
    frames = getattr(picture, "n_frames", 1) if pixels <= MOST_PIXELS else 1
    if pixels > MOST_PIXELS or pixels * frames > MOST_PIXELS_MOVING:
        raise FileRefused(TOO_MANY_PIXELS)


def _written(picture: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    if form in ("GIF", "WEBP") and getattr(picture, "n_frames", 1) > 1:
        pictures = [_bare(frame.copy()) for frame in ImageSequence.Iterator(picture)]
        pace = picture.info.get("duration", 100)
        pictures[0].save(out, form, save_all=True, append_images=pictures[1:], loop=0, duration=pace)
        return out.getvalue()
    picture = _bare(ImageOps.exif_transpose(picture))
    if form == "JPEG":
        picture.convert("RGB").save(out, form, quality=JPEG_QUALITY)
    else:
        picture.save(out, form)
    return out.getvalue()


def _bare(picture: Image.Image) -> Image.Image:
    picture.load()
    transparency = picture.info.get("transparency")
    picture.info = {} if transparency is None else {"transparency": transparency}
    return picture
