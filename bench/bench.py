#!/usr/bin/env python3
"""Measures the exporter against its bounds and writes results.json.

    bench.py BUILD_FOLDER [--protocols P,Q] [--streams N] [--seconds S] [--passes P]

The origin plays on the last core, the measured program runs alone on the first. The exporter and
the floor, a bare epoll client, take turns on the same streams, and each pass is compared with the
floor of the same pass: machines are noisy, ratios less so. HLS has no floor: half as many streams
have to fit on the core.
"""
import argparse
import contextlib
import dataclasses
import json
import os
import pathlib
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from hls_origin import HlsOrigin

TICKS = os.sysconf("SC_CLK_TCK")
CLIP = "?video=h264&audio=aac"  # 1.1 Mbit/s
RAMP_SECONDS = 8  # connecting, GOP caches, the first second of uncoalesced reads


@dataclasses.dataclass(frozen=True)
class Protocol:
    """A row of measures: how streams are asked for, and what they may cost."""
    name: str
    floor: str  # as receive_floor knows it; HLS: the kind of its segments
    scheme: str
    target: str  # of stream %d
    cpu_bound: float  # of the exporter's CPU to that of the floor, or to one core
    memory_bound: float  # KiB for one more stream
    tls: bool = False
    scrape_bound: float = 0  # ms; 0: not looked at
    settings: str = ""  # of each stream


PROTOCOLS = [
    Protocol("flv", "http", "http", "/live/%d.flv" + CLIP, 0.8, 32, scrape_bound=100),
    Protocol("flv_tls", "http", "https", "/live/%d.flv" + CLIP, 0.8, 64, tls=True),
    Protocol("rtmp", "rtmp", "rtmp", "/live/%d" + CLIP, 1.2, 32),
    Protocol("rtsp_tcp", "rtsp_tcp", "rtsp", "/live/%d" + CLIP, 1.2, 32),
    Protocol("rtsp_udp", "rtsp_udp", "rtsp", "/live/%d" + CLIP, 1.5, 32,
             settings=", probes: {rtsp: {transport: udp}}"),
]
HLS = [
    Protocol("hls_ts", "ts", "http", "/ts/%d/live.m3u8", 1, 128),
    Protocol("hls_fmp4", "fmp4", "http", "/fmp4/%d/live.m3u8", 1, 128),
    Protocol("hls_ts_tls", "ts", "https", "/ts/%d/live.m3u8", 1, 128, tls=True),
]


class Bench:
    def __init__(self, build, streams, seconds):
        self.build = build
        self.streams = streams
        self.seconds = seconds
        self.first_core = "0"
        self.last_core = str(os.cpu_count() - 1)
        self.folder = tempfile.TemporaryDirectory(prefix="video-exporter-bench-")
        self.path = pathlib.Path(self.folder.name)

    @contextlib.contextmanager
    def origin(self):
        files = {name: self.path / name for name in ("port", "tls_port", "ca.pem")}
        process = subprocess.Popen(
            ["taskset", "-c", self.last_core, self.build / "bin/video-exporter-origin", "--tls",
             "--port-file", files["port"], "--tls-port-file", files["tls_port"],
             "--ca-file", files["ca.pem"], "--for", "3600"], stdout=subprocess.DEVNULL)
        try:
            wait_for(lambda: files["tls_port"].exists() and files["tls_port"].read_text().strip())
            self.port = int(files["port"].read_text())
            self.tls_port = int(files["tls_port"].read_text())
            self.ca = files["ca.pem"]
            yield
        finally:
            stop(process)

    def floor(self, protocol):
        """CPU seconds per second of the bare client."""
        command = ["taskset", "-c", self.first_core, self.build / "bin/receive_floor",
                   protocol.floor, "127.0.0.1", self.tls_port if protocol.tls else self.port,
                   self.streams, protocol.target, self.ca if protocol.tls else "-", RAMP_SECONDS,
                   self.seconds]
        found = json.loads(subprocess.run([str(word) for word in command], check=True,
                                          capture_output=True, text=True).stdout)
        if found["closed"]:
            sys.exit(f"the origin closed {found['closed']} streams of the floor")
        return found

    @contextlib.contextmanager
    def exporter(self, streams, protocol, waiting=0):
        """`waiting`: further streams, of which each is looked at once an hour."""
        host, port = (("localhost", self.tls_port) if protocol.tls
                      else ("127.0.0.1", self.port))
        lines = ["engine: {threads: 1}", "exporter: {listen_addr: '127.0.0.1:%d'}" % free_port(),
                 "sinks: {prometheus: {}, log: {interval: 0s, output: /dev/null}}"]
        if protocol.tls:
            lines.append("defaults: {tls: {ca_file: '%s'}}" % self.ca)
        lines.append("streams:")
        lines.append("  bench:" if streams else "  bench: []")
        for i in range(streams):
            lines.append("    - {url: '%s://%s:%d%s', id: 's%d'%s}"
                         % (protocol.scheme, host, port, protocol.target.replace("%d", str(i)), i,
                            protocol.settings))
        for i in range(waiting):
            lines.append("    - {url: '%s://%s:%d%s', id: 'w%d', check_interval: 1h}"
                         % (protocol.scheme, host, port, protocol.target.replace("%d", str(i)), i))
        config = self.path / "config.yml"
        config.write_text("\n".join(lines) + "\n")
        log = open(self.path / "exporter.log", "w")
        process = subprocess.Popen(["taskset", "-c", self.first_core,
                                    self.build / "bin/video-exporter", "--config.file", config],
                                   stdout=log, stderr=log)
        exporter = Exporter(process, re.search(r"127\.0\.0\.1:(\d+)", lines[1]).group(1))
        try:
            exporter.await_ready()
            yield exporter
        finally:
            stop(process)
            log.close()


class Exporter:
    def __init__(self, process, port):
        self.process = process
        self.base = f"http://127.0.0.1:{port}"

    def await_ready(self):
        def answers():
            if self.process.poll() is not None:
                sys.exit("the exporter ended")
            with contextlib.suppress(OSError):
                return urllib.request.urlopen(self.base + "/-/ready", timeout=5).status == 200
        wait_for(answers)

    def scrape(self):
        begin = time.monotonic()
        with urllib.request.urlopen(self.base + "/metrics", timeout=30) as answer:
            body = answer.read()
        return time.monotonic() - begin, body.decode()

    def streams_up(self):
        text = self.scrape()[1]
        return int(float(re.search(r'video_exporter_streams\{state="up"\} (\S+)', text).group(1)))

    def reload(self):
        begin, before = time.monotonic(), self.cpu_seconds()
        request = urllib.request.Request(self.base + "/-/reload", method="POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            body = answer.read().decode()
        return time.monotonic() - begin, self.cpu_seconds() - before, body

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def resident_kib(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", status).group(1))

    def cpu_share(self, seconds):
        before, begin = self.cpu_seconds(), time.monotonic()
        time.sleep(seconds)
        return (self.cpu_seconds() - before) / (time.monotonic() - begin)


def wait_for(condition, seconds=60):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            sys.exit("bench: waited in vain")
        time.sleep(0.05)


def stop(process):
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def measure_exporter(bench, protocol, streams):
    """CPU seconds per second, KiB for one more stream, and seconds of five scrapes."""
    few = min(100, streams // 10)
    with bench.exporter(few, protocol) as exporter:
        time.sleep(RAMP_SECONDS + 12)
        base = exporter.resident_kib()
    with bench.exporter(streams, protocol) as exporter:
        # One window has to be over in every stream, so that all their series exist.
        time.sleep(RAMP_SECONDS + 12)
        share = exporter.cpu_share(bench.seconds)
        # Before the first scrape, whose page is no stream's memory.
        memory = (exporter.resident_kib() - base) / (streams - few)
        up = exporter.streams_up()
        if up != streams:
            sys.exit(f"only {up} of {streams} streams are up")
        return share, memory, [exporter.scrape()[0] for _ in range(5)]


def measure(bench, protocol, passes):
    """Ratio of CPU, KiB per stream and seconds of the slowest scrape."""
    ratios, memory, scrapes = [], [], []
    for _ in range(passes):
        floor = bench.floor(protocol)
        share, kib, seconds = measure_exporter(bench, protocol, bench.streams)
        memory.append(kib)
        scrapes += seconds
        ratios.append(share / floor["cpu"])
        print(f"  {protocol.name}: floor {floor['cpu']:.3f}, exporter {share:.3f} CPU "
              f"seconds per second, ratio {ratios[-1]:.2f}, {memory[-1]:.1f} KiB a stream, "
              f"scrape {max(scrapes) * 1000:.0f} ms", flush=True)
    return statistics.median(ratios), statistics.median(memory), max(scrapes)


def measure_hls(bench, protocol, passes):
    """CPU seconds per second and KiB per stream of half as many streams."""
    shares, memory = [], []
    streams = bench.streams // 2
    needed = passes * (2 * (RAMP_SECONDS + 12) + bench.seconds + 30)
    origin = HlsOrigin(bench.build, protocol.floor, needed, bench.last_core, protocol.tls)
    bench.ca = origin.certificate
    with origin as bench.port:
        bench.tls_port = bench.port
        for _ in range(passes):
            share, kib, seconds = measure_exporter(bench, protocol, streams)
            shares.append(share)
            memory.append(kib)
            print(f"  {protocol.name}: {streams} streams, {share:.3f} CPU seconds per second, "
                  f"{kib:.1f} KiB a stream, scrape {max(seconds) * 1000:.0f} ms", flush=True)
    return statistics.median(shares), statistics.median(memory)


def measure_playlists(bench):
    """MB of playlists read in a second of processor time: the slowest kind, the best of three."""
    found = {}
    for _ in range(3):
        text = subprocess.run([bench.build / "bin/m3u8_bench"], check=True, capture_output=True,
                              text=True).stdout
        for kind, rate in re.findall(r"(.+): (\d+) MB/s", text):
            found[kind] = max(found.get(kind, 0), int(rate))
    print("  playlists: " + ", ".join(f"{kind} {rate} MB/s" for kind, rate in found.items()),
          flush=True)
    return min(found.values())


def measure_reload(bench):
    """Seconds of wall time and of CPU to reload 10,000 streams, of which 10 change."""
    live = 100
    with bench.exporter(live, PROTOCOLS[0], 10_000 - live) as exporter:
        wait_for(lambda: exporter.streams_up() == live)
        config = bench.path / "config.yml"
        config.write_text(re.sub(r"(id: 'w\d')", r"\1, window: 20s", config.read_text()))
        seconds, cpu, answer = exporter.reload()
        if "0 added, 10 changed, 0 removed, 9990 unchanged" not in answer:
            sys.exit(f"another reload than was asked for: {answer}")
        if "video_stream_reconnects_total{" in exporter.scrape()[1]:
            sys.exit("the reload has touched streams that are unchanged")
    print(f"  reload of 10,000 streams: {seconds:.2f} s, {cpu:.2f} CPU seconds", flush=True)
    return seconds, cpu


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--protocols", help="only these, of "
                        + ", ".join(each.name for each in PROTOCOLS + HLS))
    parser.add_argument("--streams", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--passes", type=int, default=3)
    arguments = parser.parse_args()
    if os.cpu_count() < 2:
        sys.exit("bench: the origin and the measured program need a core each")

    wanted = arguments.protocols.split(",") if arguments.protocols else []
    protocols = [each for each in PROTOCOLS if not wanted or each.name in wanted]
    hls = [each for each in HLS if not wanted or each.name in wanted]
    if wanted and len(protocols) + len(hls) != len(wanted):
        sys.exit("bench: protocols are " + ", ".join(each.name for each in PROTOCOLS + HLS))

    bench = Bench(arguments.build, arguments.streams, arguments.seconds)
    results = []

    def add(name, value, unit, bound, is_least=False):
        results.append({"name": name, "value": round(value, 3), "unit": unit, "bound": bound,
                        "ok": value >= bound if is_least else value <= bound})

    for protocol in hls:
        share, memory = measure_hls(bench, protocol, arguments.passes)
        add(f"{protocol.name}_cpu", share, "cores", protocol.cpu_bound)
        add(f"{protocol.name}_memory_per_stream", memory, "KiB", protocol.memory_bound)
    if not wanted:
        add("playlist_parse", measure_playlists(bench), "MB/s", 200, is_least=True)
    with bench.origin() if protocols else contextlib.nullcontext():
        for protocol in protocols:
            ratio, memory, scrape = measure(bench, protocol, arguments.passes)
            add(f"{protocol.name}_cpu_ratio", ratio, "ratio", protocol.cpu_bound)
            add(f"{protocol.name}_memory_per_stream", memory, "KiB", protocol.memory_bound)
            if protocol.scrape_bound:
                add("scrape_1000_streams", scrape * 1000, "ms", protocol.scrape_bound)
        if not wanted:
            seconds, cpu = measure_reload(bench)
            add("reload_10000_streams", seconds * 1000, "ms", 2000)
            add("reload_10000_streams_cpu", cpu * 1000, "ms", 2000)

    output = arguments.build / "bench/results.json"
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\n{'measure':28} {'value':>10} {'bound':>8}")
    for row in results:
        verdict = "ok" if row["ok"] else "MISSED"
        print(f"{row['name']:28} {row['value']:>10} {row['bound']:>8} {row['unit']:6} {verdict}")
    return 0 if all(row["ok"] for row in results) else 1


if __name__ == "__main__":
    sys.exit(main())
