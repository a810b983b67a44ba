"""A live HLS origin for many streams that costs its machine little: nginx and playlists on disk.

All streams are the same files under paths of their own: "/ts/17/live.m3u8" is a multivariant
playlist with six variants. A clip is cut once, its segments come up one by one as if they were
just made. What is served is healthy: an analyzer that finds a fault is wrong.
"""
import contextlib
import datetime
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

SEGMENT_SECONDS = 2
WINDOW = 6  # segments in a playlist
VARIANTS = 6
CLIP_SECONDS = 8
PATH = os.environ.get("PATH", "") + ":/usr/sbin"  # of programs; nginx is one of administrators
MEDIA = 'RESOLUTION=640x360,FRAME-RATE=25.000,CODECS="avc1.64001e,mp4a.40.2"'

CONFIGURATION = """
daemon off;
master_process off;
pid %(folder)s/pid;
error_log stderr error;
worker_rlimit_nofile 20000;
events { worker_connections 20000; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  open_file_cache max=1000 inactive=1h;
  open_file_cache_valid 1s;
  client_body_temp_path %(folder)s/b; proxy_temp_path %(folder)s/p; fastcgi_temp_path %(folder)s/f;
  uwsgi_temp_path %(folder)s/u; scgi_temp_path %(folder)s/s;
  types { application/vnd.apple.mpegurl m3u8; video/mp2t ts; video/mp4 mp4 m4s; }
  gzip on;
  gzip_comp_level 1;
  gzip_types application/vnd.apple.mpegurl;
%(certificate)s
  server {
    listen 127.0.0.1:%(port)d%(security)s backlog=4096;
    location ~ ^/(?<kind>ts|fmp4)/\\d+/(?:v\\d/)?(?<file>[a-z]+\\d*\\.(?:ts|mp4|m4s))$ {
      alias %(folder)s/$kind/$file;
    }
    location ~ ^/(?<kind>ts|fmp4)/\\d+/(?<file>.*\\.m3u8)$ { alias %(folder)s/$kind/$file; }
  }
}
"""

CERTIFICATE = """
  ssl_certificate %(folder)s/certificate.pem;
  ssl_certificate_key %(folder)s/key.pem;
  ssl_session_cache shared:sessions:10m;
"""


class HlsOrigin:
    """Serves `kind`, ts or fmp4, for so many seconds on that core. As a context it is its port; over
    TLS `certificate` is what a client has to trust."""

    def __init__(self, build, kind, seconds, core, tls=False):
        for program in ("nginx", "ffmpeg", "openssl"):
            if not shutil.which(program, path=PATH):
                sys.exit(f"bench: install the Debian package {program}")
        self.kind = kind
        self.core = core
        self.tls = tls
        self.stopped = threading.Event()
        self.folder = tempfile.TemporaryDirectory(prefix="video-exporter-bench-hls-")
        self.path = pathlib.Path(self.folder.name)
        self.media = self.path / kind
        self.certificate = self.path / "certificate.pem"
        for variant in range(VARIANTS):
            (self.media / f"v{variant}").mkdir(parents=True)
        self.durations = self.cut(build / "tests/support/clips/media", seconds)

    def __enter__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        file = self.path / "nginx.conf"
        file.write_text(CONFIGURATION % {
            "folder": self.path, "port": port, "security": " ssl" if self.tls else "",
            "certificate": CERTIFICATE % {"folder": self.path} if self.tls else ""})
        if self.tls:
            self.certify()
        self.packager = threading.Thread(target=self.roll)
        self.packager.start()
        self.nginx = subprocess.Popen(["taskset", "-c", self.core, shutil.which("nginx", path=PATH),
                                       "-p", self.path, "-c", file, "-e", "stderr"])
        self.await_listening(port)
        return port

    def __exit__(self, *_):
        self.stopped.set()
        self.nginx.terminate()
        self.nginx.wait()
        self.packager.join()
        self.folder.cleanup()

    def certify(self):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
             "-nodes", "-days", "1", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost", "-keyout", self.path / "key.pem", "-out",
             self.certificate], check=True, stderr=subprocess.DEVNULL)

    def cut(self, clips, seconds):
        """Segments of the clip over and over, and their durations."""
        ending = "ts" if self.kind == "ts" else "m4s"
        form = "mpegts" if self.kind == "ts" else "fmp4"
        loops = str(int(seconds / CLIP_SECONDS) + WINDOW)
        source = ["-stream_loop", loops]
        subprocess.run(
            ["ffmpeg", "-nostdin", "-v", "error", *source, "-i", clips / "h264.mp4", *source, "-i",
             clips / "aac.mp4", "-map", "0:v", "-map", "1:a", "-c", "copy", "-f", "hls",
             "-hls_time", str(SEGMENT_SECONDS), "-hls_segment_type", form, "-hls_list_size", "0",
             "-hls_fmp4_init_filename", "init.mp4", "-hls_segment_filename",
             self.media / f"segment%d.{ending}", self.media / "all.m3u8"],
            check=True)
        self.publish("live.m3u8", ["#EXTM3U", "#EXT-X-VERSION:7", "#EXT-X-INDEPENDENT-SEGMENTS"] + [
            f"#EXT-X-STREAM-INF:BANDWIDTH={2_000_000 * (i + 1)},{MEDIA}\nv{i}/index.m3u8"
            for i in range(VARIANTS)])
        return [float(each) for each in
                re.findall(r"#EXTINF:([0-9.]+)", (self.media / "all.m3u8").read_text())]

    def publish(self, name, lines):
        """A reader sees the version before or this one, whole."""
        draft = self.media / "draft"
        draft.write_text("\n".join(lines) + "\n")
        draft.rename(self.media / name)

    def roll(self):
        begin = datetime.datetime.now(datetime.timezone.utc)
        begin -= datetime.timedelta(seconds=sum(self.durations[:WINDOW]))
        due = time.monotonic()
        for end in range(WINDOW, len(self.durations)):
            first = end - WINDOW
            lines = ["#EXTM3U", "#EXT-X-VERSION:7", f"#EXT-X-TARGETDURATION:{SEGMENT_SECONDS}",
                     f"#EXT-X-MEDIA-SEQUENCE:{first}", "#EXT-X-INDEPENDENT-SEGMENTS"]
            if self.kind == "fmp4":
                lines.append('#EXT-X-MAP:URI="init.mp4"')
            date = begin + datetime.timedelta(seconds=sum(self.durations[:first]))
            for number in range(first, end):
                lines.append("#EXT-X-PROGRAM-DATE-TIME:"
                             + date.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
                lines.append(f"#EXTINF:{self.durations[number]:.6f},")
                lines.append(f"segment{number}.{'ts' if self.kind == 'ts' else 'm4s'}")
                date += datetime.timedelta(seconds=self.durations[number])
            for variant in range(VARIANTS):
                self.publish(f"v{variant}/index.m3u8", lines)
            due += self.durations[end]
            if self.stopped.wait(max(due - time.monotonic(), 0)):
                return
        print("bench: the HLS origin has come to the end of its media", file=sys.stderr)

    def await_listening(self, port):
        while self.nginx.poll() is None:
            with contextlib.suppress(OSError):
                return socket.create_connection(("127.0.0.1", port), 1).close()
            time.sleep(0.05)
        self.__exit__()
        sys.exit("bench: nginx ended")
