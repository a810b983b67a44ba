#!/usr/bin/env python3
"""What watching an HLS stream costs, by the exporter, by ffprobe and by one download per check.

    compare_hls.py BUILD_FOLDER [--streams N] [--checks N]

Prints the table of docs/performance.md. All three play the same streams of the same origin on the
first core. A check is one in CHECK_SECONDS; the exporter watches all the time. CPU is that of a
stream for that long, memory what one more stream that is watched at the time needs.
"""
import argparse
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request

from bench import Bench, Protocol, measure_exporter
from hls_origin import SEGMENT_SECONDS, HlsOrigin

CHECK_SECONDS = 30
SAMPLE_SECONDS = 10  # of media in a check by ffprobe


def private_kib(pid):
    """Memory that it shares with no other process; 0 once it has ended."""
    try:
        text = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(each) for each in re.findall(r"Private_\w+:\s+(\d+)", text))


def measure_commands(commands, core):
    """Medians of CPU seconds and KiB of processes that run at the same time, once each."""
    memory = {}
    for command in commands:
        process = subprocess.Popen(["taskset", "-c", core, *command], stdout=subprocess.DEVNULL)
        memory[process.pid] = 0
    cpu, sizes = [], []
    while memory:
        for pid in list(memory):
            memory[pid] = max(memory[pid], private_kib(pid))
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended == 0:
                continue
            if status != 0:
                sys.exit(f"{commands[0][0]} has failed")
            cpu.append(usage.ru_utime + usage.ru_stime)
            # One that is over before it was looked at has none but its peak.
            sizes.append(memory.pop(pid) or usage.ru_maxrss)
        time.sleep(0.02)
    return statistics.median(cpu), statistics.median(sizes)


def ffprobe(url):
    return ["ffprobe", "-v", "error", "-read_intervals", f"%+{SAMPLE_SECONDS}", "-show_entries",
            "packet=pts_time,flags", "-of", "csv", url]


def curl(base):
    """The newest segment and the two playlists that lead to it, as one client gets them."""
    with urllib.request.urlopen(base + "v0/index.m3u8") as answer:
        segment = re.findall(r"(?m)^[^#\s].*$", answer.read().decode())[-1]
    urls = (base + "live.m3u8", base + "v0/index.m3u8", base + "v0/" + segment)
    return ["curl", "-sSf"] + [word for url in urls for word in ("-o", "/dev/null", url)]


def show(name, seen, seconds, cpu, kib, reference):
    """`seconds`: of the stream that are seen, the reference sees all."""
    memory = f"{kib / 1024:.1f} MiB" if kib > 1024 else f"{kib:.0f} KiB"
    of_media = cpu / seconds
    print(f"| {name} | {seen} | {cpu * 1000:.1f} ms | {of_media * 1000:.2f} ms "
          f"({of_media * CHECK_SECONDS / reference[0]:.0f} ×) | "
          f"{memory} ({kib / reference[1]:.0f} ×) |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--streams", type=int, default=200)
    parser.add_argument("--checks", type=int, default=8)
    arguments = parser.parse_args()
    for program in ("ffprobe", "curl"):
        if not shutil.which(program):
            sys.exit(f"compare_hls: install the program {program}")
    bench = Bench(arguments.build, arguments.streams, CHECK_SECONDS)
    for kind in ("ts", "fmp4"):
        with HlsOrigin(arguments.build, kind, 240, bench.last_core) as bench.port:
            protocol = Protocol("hls", "", "http", f"/{kind}/%d/live.m3u8", 1, 128)
            share, kib, _ = measure_exporter(bench, protocol, arguments.streams)
            reference = share * CHECK_SECONDS / arguments.streams, kib
            show(f"video-exporter, {kind}", "all segments of one variant, all playlists",
                 CHECK_SECONDS, *reference, reference)
            bases = [f"http://127.0.0.1:{bench.port}/{kind}/{i}/" for i in range(arguments.checks)]
            for name, what, seconds, commands in (
                    ("ffprobe", "5 segments of every variant", SAMPLE_SECONDS,
                     [ffprobe(base + "live.m3u8") for base in bases]),
                    ("ffprobe of one variant", "5 segments", SAMPLE_SECONDS,
                     [ffprobe(base + "v0/index.m3u8") for base in bases]),
                    ("curl", "1 segment, not looked at", SEGMENT_SECONDS,
                     [curl(base) for base in bases])):
                show(f"{name}, {kind}", what, seconds,
                     *measure_commands(commands, bench.first_core), reference)


if __name__ == "__main__":
    main()
