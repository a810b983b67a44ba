#!/usr/bin/env python3
"""A live HLS origin that breaks on demand: live_hls.py LOOPS CLIP...

The first folder of a path says what is played and what goes wrong with it, for each name from the
first request of any on: "/plain/live.m3u8". Prints "port N" once it listens. "/counts" tells as
JSON how often each kind of thing was asked for, by name.
"""
import collections
import gzip
import http.server
import itertools
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import threading
import time

PARTS = 4  # in each segment
SEGMENT_SECONDS = 2
PART_SECONDS = SEGMENT_SECONDS / PARTS
WINDOW = 6
LEAD = 8  # segments that are there at the beginning
FAULT_AFTER = 6  # seconds from the first request on
# "ll" promises parts that ffmpeg, which cuts by frames, does not keep to; "ll_exact" what it makes.
PART_TARGET = {"ll": 0.6, "ll_exact": 0.53}
FIRST_TIMESTAMP = 1.4  # s, as ffmpeg begins transport streams

TEXTS = ('#EXTM3U\n#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="t",NAME="English",URI="text.m3u8"\n'
         '#EXT-X-STREAM-INF:BANDWIDTH=9000000,SUBTITLES="t"\nfirst.m3u8\n')
BOMB = gzip.compress(b"#EXTM3U\n" + b"#" * 100_000_000)
MULTIVARIANT = {
    "variant_dies": "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=9000000\nfirst.m3u8\n"
                    "#EXT-X-STREAM-INF:BANDWIDTH=8000000\nsecond.m3u8\n",
    "texts": TEXTS,
    "texts_off": TEXTS,
}


def cut(clips, loops, folder):
    """The clips' tracks over and over, in transport streams of half a second: [(duration, bytes)]."""
    inputs = [["-stream_loop", str(loops - 1), "-i", clip] for clip in clips]
    maps = [["-map", str(i)] for i in range(len(clips))]
    subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", *sum(inputs + maps, []), "-c", "copy", "-f", "hls",
         "-hls_time", str(PART_SECONDS), "-hls_flags", "split_by_time", "-hls_list_size", "0",
         "-hls_segment_filename", f"{folder}/%d.ts", f"{folder}/all.m3u8"],
        check=True)
    durations = re.findall(r"#EXTINF:([0-9.]+)", pathlib.Path(folder, "all.m3u8").read_text())
    return [(float(duration), pathlib.Path(folder, f"{i}.ts").read_bytes())
            for i, duration in enumerate(durations)]


class Origin:
    def __init__(self, parts):
        self.parts = parts
        self.begin = None  # until the first request: clients may take long to start
        self.counts = collections.defaultdict(collections.Counter)
        self.lock = threading.Lock()

    def age(self):
        now = time.monotonic()
        with self.lock:
            if self.begin is None:
                self.begin = now
            return now - self.begin

    def ready_parts(self):
        return min(int(self.age() / PART_SECONDS) + LEAD * PARTS, len(self.parts))

    def segment(self, number):
        return b"".join(data for _, data in self.parts[number * PARTS:(number + 1) * PARTS])

    def duration(self, number):
        return sum(length for length, _ in self.parts[number * PARTS:(number + 1) * PARTS])

    def playlist(self, name, ready):
        """What is known once so many parts are ready."""
        count = ready // PARTS
        first = max(count - WINDOW, 0)
        restart = LEAD + int(FAULT_AFTER / SEGMENT_SECONDS) if name == "restart" else 0
        if restart and count > restart:
            first = max(first, restart)
        lines = ["#EXTM3U", "#EXT-X-VERSION:9", f"#EXT-X-TARGETDURATION:{SEGMENT_SECONDS}",
                 "#EXT-X-INDEPENDENT-SEGMENTS"]
        if name in PART_TARGET:
            lines += ["#EXT-X-SERVER-CONTROL:CAN-BLOCK-RELOAD=YES,CAN-SKIP-UNTIL=12,"
                      "PART-HOLD-BACK=1.8",
                      f"#EXT-X-PART-INF:PART-TARGET={PART_TARGET[name]}"]
        # A packager that was started anew counts from 0.
        lines.append(f"#EXT-X-MEDIA-SEQUENCE:{first - restart if count > restart else first}")
        for number in range(first, count):
            if name in PART_TARGET and number >= count - 3:
                lines += self.part_lines(number, PARTS)
            lines.append(f"#EXTINF:{self.duration(number):.6f},")
            lines.append(self.segment_uri(name, number))
        if name in PART_TARGET:
            lines += self.part_lines(count, ready % PARTS)
            lines.append('#EXT-X-PRELOAD-HINT:TYPE=PART,'
                         f'URI="part{count}.{ready % PARTS}.ts"')
        return "\n".join(lines) + "\n"

    def part_lines(self, number, count):
        return [f'#EXT-X-PART:DURATION={self.parts[number * PARTS + i][0]:.6f},'
                f'URI="part{number}.{i}.ts"' + (",INDEPENDENT=YES" if i == 0 else "")
                for i in range(count)]

    def text(self, name, number):
        """A cue in the middle of the segment, with or without the clock of the transport streams."""
        begin = sum(self.duration(i) for i in range(number))
        offset = 0 if name == "texts_off" else int((FIRST_TIMESTAMP + begin) * 90000)
        return (f"WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:{offset},LOCAL:00:00:00.000\n\n"
                f"00:00.500 --> 00:01.500\nsegment {number}\n")

    def segment_uri(self, name, number):
        if name == "file_scheme":
            return "file:///etc/passwd"
        if name == "data_scheme":
            return "data:text/plain,hello"
        return f"segment{number}.ts?token=secretsecret"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    origin = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        path, _, query = self.path.partition("?")
        if path == "/counts":
            with self.origin.lock:
                return self.send(json.dumps(self.origin.counts).encode())
        name, _, file = path[1:].partition("/")
        if file.endswith(".m3u8"):
            return self.send_playlist(name, file, dict(re.findall(r"([^&=]+)=([^&]*)", query)))
        numbers = [int(n) for n in re.findall(r"\d+", file)]
        self.send_media(name, file, numbers)

    def count(self, name, what):
        with self.origin.lock:
            self.origin.counts[name][what] += 1

    def send(self, body, status=200, headers=()):
        self.send_response(status)
        for key, value in headers:
            self.send_header(key, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def send_playlist(self, name, file, query):
        origin = self.origin
        is_late = origin.age() > FAULT_AFTER
        self.count(name, "playlist")
        if name == "redirect_loop":
            return self.send(b"", 302, [("Location", self.path)])
        if name == "html" or (name == "html_later" and is_late):
            return self.send(b"<!DOCTYPE html><html><body>Sorry</body></html>", 200,
                             [("Content-Type", "text/html")])
        if name == "binary":
            return self.send(bytes(range(256)) * 16)
        if name == "forbidden":
            return self.send(b"", 403)
        if name == "gone_later" and is_late:
            return self.send(b"", 404)
        if name == "endless":
            return self.send_endless()
        if name == "bomb":
            return self.send(BOMB, 200, [("Content-Encoding", "gzip")])
        if name == "nested" or (name == "nowhere" and file == "live.m3u8"):
            return self.send(b"#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1000\ninner.m3u8\n")
        if name == "nowhere":
            return self.send(b"", 404)
        if name == "many":
            lines = (f"#EXT-X-STREAM-INF:BANDWIDTH={i}\n{i}.m3u8\n" for i in range(1, 10001))
            return self.send(("#EXTM3U\n" + "".join(lines)).encode())
        if name == "huge_numbers":
            return self.send(b"#EXTM3U\n#EXT-X-TARGETDURATION:-1\n"
                             b"#EXT-X-MEDIA-SEQUENCE:99999999999999999999999\n"
                             b"#EXTINF:1e300,\nsegment0.ts\n#EXTINF:-5,\nsegment1.ts\n")
        if file == "live.m3u8" and name in MULTIVARIANT:
            return self.send(MULTIVARIANT[name].encode())
        if name == "variant_dies" and file == "first.m3u8" and is_late:
            return self.send(b"", 404)
        ready = origin.ready_parts()
        if file == "text.m3u8":
            return self.send(origin.playlist(name, ready).replace(".ts?", ".vtt?").encode())
        if name in PART_TARGET and "_HLS_msn" in query:
            self.count(name, "blocking")
            if "_HLS_skip" in query:
                self.count(name, "skip")
            wanted = int(query["_HLS_msn"]) * PARTS + int(query.get("_HLS_part", PARTS - 1)) + 1
            while ready < wanted and ready < len(origin.parts):
                time.sleep(0.01)
                ready = origin.ready_parts()
        if name == "stale" and is_late:
            ready = LEAD * PARTS + int(FAULT_AFTER / PART_SECONDS)
        self.send_text(name, origin.playlist(name, ready))

    def send_text(self, name, text):
        body = text.encode()
        headers = [("Content-Type", "application/vnd.apple.mpegurl")]
        if name == "stale":
            tag = f'"{hash(text)}"'
            headers.append(("ETag", tag))
            if self.headers.get("If-None-Match") == tag:
                self.count(name, "not_modified")
                return self.send(b"", 304, headers)
        if name == "zipped" and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.count(name, "zipped")
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        self.send(body, 200, headers)

    def send_endless(self):
        """As much as 100 MB."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        line = b"#EXTINF:2,\nsegment.ts\n" * 4096
        try:
            self.wfile.write(b"#EXTM3U\n#EXT-X-TARGETDURATION:2\n")
            for _ in itertools.repeat(None, 100_000_000 // len(line)):
                self.wfile.write(line)
        except OSError:
            self.count("endless", "cut")

    def send_media(self, name, file, numbers):
        origin = self.origin
        is_late = origin.age() > FAULT_AFTER
        if file.startswith("part"):
            self.count(name, "part")
            number, part = numbers
            index = number * PARTS + part
            while origin.ready_parts() <= index < len(origin.parts):
                time.sleep(0.01)
            return self.send(origin.parts[index][1])
        self.count(name, "segment")
        if file.endswith(".vtt"):
            return self.send(origin.text(name, numbers[0]).encode())
        if name == "segments_gone" and is_late:
            return self.send(b"", 404)
        if name == "one_missing" and numbers[0] == LEAD + 2:
            return self.send(b"", 404)
        if name == "segments_html":
            return self.send(b"<html><body>not here</body></html>")
        body = origin.segment(numbers[0])
        if name == "slow":
            return self.send_slowly(body)
        self.send(body)

    def send_slowly(self, body):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        step = len(body) // 20 + 1
        for begin in range(0, len(body), step):
            self.wfile.write(body[begin:begin + step])
            time.sleep(0.7 * SEGMENT_SECONDS / 20)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, *_):
        pass  # clients come and go


def main():
    with tempfile.TemporaryDirectory() as folder:
        parts = cut(sys.argv[2:], int(sys.argv[1]), folder)
    server = Server(("127.0.0.1", 0), Handler)
    Handler.origin = Origin(parts)
    print(f"port {server.server_address[1]}", flush=True)
    server.serve_forever()


main()
