"""Writes the small pictures beside this file, with Pillow (Debian: python3-pil). Run it in its own folder."""
import io
import math
import struct

from PIL import Image


def photo(width, height):
    """Smooth colours with an edge: much like a photograph, and different in every corner."""
    image = Image.new("RGB", (width, height))
    image.putdata([
        (
            round(127.5 + 127.5 * math.sin(0.13 * x)) if x + y < width else 230,
            round(255 * y / max(1, height - 1)),
            round(127.5 + 127.5 * math.cos(0.07 * (x + 2 * y))),
        )
        for y in range(height)
        for x in range(width)
    ])
    return image


def with_alpha(width, height):
    image = photo(width, height).convert("RGBA")
    image.putalpha(Image.new("L", (width, height)))
    image.putdata([(r, g, b, 255 * x // (width - 1)) for (r, g, b, _), x in zip(image.getdata(), list(range(width)) * height)])
    return image


def encoded(image, **options):
    stream = io.BytesIO()
    image.save(stream, **options)
    return stream.getvalue()


def write(name, content):
    with open(name, "wb") as file:
        file.write(content)


def orientation(value):
    exif = Image.Exif()
    exif[0x0112] = value
    return exif.tobytes()


PHOTO, ALPHA = photo(45, 31), with_alpha(45, 31)
GREY, INKS = PHOTO.convert("L"), PHOTO.convert("CMYK")
SAVED = {
    "photo.jpg": (PHOTO, {"format": "JPEG", "quality": 90}),
    "progressive.jpg": (PHOTO, {"format": "JPEG", "quality": 90, "progressive": True}),
    "halved.jpg": (PHOTO, {"format": "JPEG", "quality": 80, "subsampling": 2}),
    "grey.jpg": (GREY, {"format": "JPEG", "quality": 90}),
    "grey-progressive.jpg": (GREY, {"format": "JPEG", "quality": 90, "progressive": True}),
    "cmyk.jpg": (INKS, {"format": "JPEG", "quality": 90}),
    "cmyk-progressive.jpg": (INKS, {"format": "JPEG", "quality": 90, "progressive": True}),
    "one.jpg": (photo(1, 1), {"format": "JPEG"}),
    "one.png": (Image.new("RGBA", (1, 1), (200, 100, 50, 128)), {"format": "PNG"}),
    "one.bmp": (photo(1, 1), {"format": "BMP"}),
    "one.webp": (photo(1, 1), {"format": "WEBP", "lossless": True}),
    "one.gif": (photo(1, 1), {"format": "GIF"}),
    "alpha.png": (ALPHA, {"format": "PNG"}),
    "sixteen.png": (Image.frombytes("I;16", (32, 8), struct.pack("<256H", *range(0, 65536, 256))), {"format": "PNG"}),
    "lossy.webp": (PHOTO, {"format": "WEBP", "quality": 80}),
    "lossless.webp": (PHOTO, {"format": "WEBP", "lossless": True}),
    "alpha.webp": (ALPHA, {"format": "WEBP", "lossless": True, "exact": True}),
    "colours.bmp": (PHOTO, {"format": "BMP"}),
    "palette.bmp": (PHOTO.quantize(16), {"format": "BMP"}),
    "grey.bmp": (GREY, {"format": "BMP"}),
    "bits.bmp": (GREY.convert("1"), {"format": "BMP"}),
    "colours.gif": (PHOTO.quantize(64), {"format": "GIF"}),
    "large.png": (Image.new("1", (3000, 3000), 1), {"format": "PNG"}),
    "turned.jpg": (PHOTO, {"format": "JPEG", "quality": 90, "exif": orientation(6)}),
    "turned.png": (PHOTO, {"format": "PNG", "exif": orientation(6)}),
    "turned.webp": (PHOTO, {"format": "WEBP", "lossless": True, "exif": orientation(6)}),
}


def main():
    for name, (image, options) in SAVED.items():
        write(name, encoded(image, **options))
    jpeg, png, webp = (encoded(PHOTO, format=f) for f in ("JPEG", "PNG", "WEBP"))
    write("truncated.jpg", jpeg[: len(jpeg) * 2 // 3])
    write("truncated-header.jpg", jpeg[:100])
    write("truncated.png", png[: len(png) * 2 // 3])
    write("truncated.webp", webp[: len(webp) * 2 // 3])
    write("text.jpg", b"This is a text file with the name of a picture.\n")
    write("empty.jpg", b"")
    write("magic.jpg", b"\xff\xd8\xff")
    write("magic.png", b"\x89PNG\r\n\x1a\n")
    write("magic.bmp", b"BM")
    # The header of a picture of 2,147,483,647 × 2,147,483,647 and of one of 65,500 × 65,500 pixels, with next to nothing behind.
    huge = bytearray(png)
    huge[16:24] = struct.pack(">II", 0x7FFFFFFF, 0x7FFFFFFF)
    write("huge.png", bytes(huge))
    bomb = bytearray(jpeg)
    frame = bomb.index(b"\xff\xc0")
    bomb[frame + 5 : frame + 9] = struct.pack(">HH", 65500, 65500)
    write("huge.jpg", bytes(bomb))
    bitmap = bytearray(encoded(PHOTO, format="BMP"))
    bitmap[18:26] = struct.pack("<ii", 0x7FFFFFFF, 0x7FFFFFFF)
    write("huge.bmp", bytes(bitmap))


if __name__ == "__main__":
    main()
