"""Decodes pictures with PIL or OpenCV in worker processes; a request and an answer are a line of JSON each."""
import io
import json
import multiprocessing
import sys
import time

import cv2
import numpy
from PIL import Image

FILES = []


def pil(content, side):
    image = Image.open(io.BytesIO(content)).convert("RGB")
    if side:
        image = image.resize((side, side), Image.BILINEAR)
    return image


def opencv(content, side):
    image = cv2.imdecode(numpy.frombuffer(content, numpy.uint8), cv2.IMREAD_COLOR)
    if side:
        image = cv2.resize(image, (side, side), interpolation=cv2.INTER_AREA)
    return image


def work(job):
    library, side, start, step = job
    cv2.setNumThreads(1)
    decode = pil if library == "pil" else opencv
    for path in FILES[start::step]:
        with open(path, "rb") as file:
            decode(file.read(), side)


def main():
    workers = json.loads(sys.stdin.readline())["workers"]
    print(json.dumps({"pil": Image.__version__, "cv2": cv2.__version__}), flush=True)
    pool = None
    for line in sys.stdin:
        request = json.loads(line)
        answer = {}
        if "files" in request:
            FILES[:] = request["files"]
            if pool is not None:
                pool.terminate()
            pool = multiprocessing.get_context("fork").Pool(workers)
        else:
            # Many small jobs, so that no worker waits long for the other.
            parts = workers * 8
            jobs = [(request["run"], request["side"], part, parts) for part in range(parts)]
            start = time.perf_counter()
            pool.map(work, jobs, chunksize=1)
            answer["ms"] = (time.perf_counter() - start) * 1000
        print(json.dumps(answer), flush=True)
    if pool is not None:
        pool.terminate()


if __name__ == "__main__":
    main()
