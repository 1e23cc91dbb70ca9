"""Writes pngsuite.json and scaled.json beside this file: what PIL and OpenCV (Debian: python3-pil, python3-opencv) make of pictures.

usage: make_goldens.py FOLDER_OF_PNGSUITE
"""
import base64
import json
import os
import sys

import cv2
import numpy
from PIL import Image

HERE = os.path.dirname(os.path.abspath(__file__))
CELLS = 4


def colours(path):
    """Red, green, blue over black; of 16 bits, of which PIL keeps too few or too many, the upper 8."""
    image = Image.open(path)
    image.load()
    with open(path, "rb") as file:
        bits = file.read(25)[24]
    key = image.info.get("transparency")
    if bits < 8 and image.mode == "L" and key is not None:
        image.info["transparency"] = key * 255 // (2**bits - 1)  # PIL scales the levels, and leaves the transparent one
    if bits < 16:
        pixels = numpy.asarray(image.convert("RGBA")).astype(numpy.float64)
        return pixels[:, :, :3] * pixels[:, :, 3:] / 255
    pixels = cv2.imread(path, cv2.IMREAD_UNCHANGED)
    if pixels.ndim == 2:
        pixels = numpy.repeat(pixels[:, :, None], 3, axis=2)
    rgb = (pixels[:, :, 2::-1] >> 8).astype(numpy.float64)
    if pixels.shape[2] == 4:
        return rgb * (pixels[:, :, 3:] >> 8) / 255
    if key is not None:
        rgb[(pixels[:, :, 2::-1] == numpy.array(key)).all(axis=2)] = 0
    return rgb


def cells(pixels):
    """Mean colours of 4 × 4 parts, or of each pixel where there are fewer."""
    rows = numpy.array_split(pixels, min(CELLS, pixels.shape[0]), axis=0)
    parts = [part for row in rows for part in numpy.array_split(row, min(CELLS, pixels.shape[1]), axis=1)]
    return [round(float(value), 2) for part in parts for value in part.mean(axis=(0, 1))]


def suite(folder):
    result = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".png") and not name.startswith("x"):
            pixels = colours(os.path.join(folder, name))
            result[name] = {"width": pixels.shape[1], "height": pixels.shape[0], "cells": cells(pixels)}
    return result


def encoded(image):
    return base64.b64encode(image.tobytes()).decode()


def scaled():
    """A picture of waves, edges and noise, and what resize(BILINEAR) makes of it."""
    width, height = 67, 45
    y, x = numpy.mgrid[0:height, 0:width]
    noise = numpy.random.RandomState(5).randint(-40, 41, (height, width, 3))
    waves = numpy.stack([127 + 127 * numpy.sin(0.4 * x), 255.0 * y / (height - 1), numpy.where(x + y < width, 20, 235)], axis=2)
    image = Image.fromarray(numpy.clip(waves + noise, 0, 255).astype(numpy.uint8))
    cases = []
    for columns, rows in ((16, 16), (31, 20), (67, 11), (9, 45), (80, 60), (1, 1)):
        share = min(width / columns, height / rows)
        seen = (share * columns, share * rows)
        left, top = (width - seen[0]) / 2, (height - seen[1]) / 2
        stretched = image.resize((columns, rows), Image.BILINEAR)
        cropped = image.resize((columns, rows), Image.BILINEAR, box=(left, top, left + seen[0], top + seen[1]))
        cases.append({"width": columns, "height": rows, "stretch": encoded(stretched), "crop": encoded(cropped)})
    return {"width": width, "height": height, "pixels": encoded(image), "cases": cases}


def write(name, content):
    with open(os.path.join(HERE, name), "w", encoding="ascii") as file:
        json.dump(content, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    write("pngsuite.json", suite(sys.argv[1]))
    write("scaled.json", scaled())
