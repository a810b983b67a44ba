"""What README.md and docs/ print works as it stands: documentation.py PROGRAM PROMTOOL FOLDER

Configurations are checked by the program, those of Prometheus by promtool, JSON is JSON, links lead
somewhere, metrics that are named exist, and every option of a plugin is told of.
"""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

import yaml

program, promtool, root = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
pages = [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").glob("*.md"))]
own_keys = {"exporter", "plugins", "defaults", "modules", "streams", "discovery", "sinks", "web", "engine"}
problems = []


def output_of(*command, **more):
    done = subprocess.run(command, capture_output=True, text=True, **more)
    return done.returncode, done.stdout + done.stderr


def blocks(text):
    """Language, number of the first line, and content of each block of code."""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```", text, re.M | re.S):
        yield found[1], text[: found.start()].count("\n") + 2, found[2]


def complete(text, folder):
    """A part of a configuration as a whole one: what it refers to is put beside it."""
    if text.lstrip().startswith("- {name:") or text.lstrip().startswith("- name:"):
        text = "sinks:\n  webhook:\n" + text
    config = yaml.safe_load(text)
    if not set(config) <= own_keys:
        return None
    for name in re.findall(r"\bmodule: (\w+)", text):
        config.setdefault("modules", {}).setdefault(name, {})
    config.setdefault("streams", {"p": ["https://example.com/live/a.flv"]})

    def put_files(node):
        for key, value in node.items() if isinstance(node, dict) else []:
            if key.endswith("_file") and isinstance(value, str):
                file = folder / value.lstrip("/")
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text("https://example.com/hook" if key == "url_file" else "secret")
                node[key] = str(file)
        for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else []:
            put_files(child)

    put_files(config)
    config.get("plugins", {}).pop("path", None)
    return yaml.safe_dump(config, sort_keys=False)


def check_yaml(place, text, folder):
    if "scrape_configs:" in text:
        file = folder / "prometheus.yml"
        file.write_text(text)
        code, said = output_of(promtool, "check", "config", file)
        if code != 0:
            problems.append(f"{place}: {said}")
        return
    if text.startswith("    params:"):
        yaml.safe_load(text)
        return
    whole = complete(text, folder)
    if whole is None:
        problems.append(f"{place}: neither a configuration nor one of Prometheus")
        return
    file = folder / "config.yml"
    file.write_text(whole)
    variables = {name: "value" for name in re.findall(r"\$\{(\w+)\}", text)}
    code, said = output_of(program, "check", file, env=os.environ | variables, cwd=folder)
    if code != 0:
        problems.append(f"{place}: {said}")


def anchors_of(page):
    found = set()
    for title in re.findall(r"^#+ (.*)$", page.read_text(), re.M):
        found.add(re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-"))
    return found


def check_links(page, text):
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)):
        if re.match(r"\w+:", link):
            continue
        path, _, anchor = urllib.parse.unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists():
            problems.append(f"{page.name}: the link {link} leads nowhere")
        elif anchor and anchor not in anchors_of(target):
            problems.append(f"{page.name}: {link} is no title there")


def check_page(page):
    text = page.read_text()
    for language, line, content in blocks(text):
        place = f"{page.name}:{line}"
        with tempfile.TemporaryDirectory() as folder:
            if language == "yaml":
                check_yaml(place, content, pathlib.Path(folder))
            elif language == "json":
                json.loads(content)
    check_links(page, text)


def check_names(reference, text):
    """`video_stream_…` of the pages is in the plugins' tables or in the sources of the core."""
    known = set(re.findall(r"video_\w+", reference))
    sources = [file for part in ("core", "sinks", "examples") for file in (root / part).rglob("*.cpp")]
    for source in sources:
        content = source.read_text()
        known |= set(re.findall(r"video_\w+", content))
        for name, unit in re.findall(r'\{"(\w+)", "(\w*)', content):
            known |= {f"video_stream_{name}", f"video_stream_{name}_{unit}"}
    for name in sorted(set(re.findall(r"`(video_(?:stream|exporter)_\w+)", text))):
        bare = re.sub(r"_(total|bucket|sum|count)$", "", name)
        if not {name, bare} & known:
            problems.append(f"there is no metric {name}")


def check_options(text):
    listed = output_of(program, "plugins")[1]
    for plugin in re.findall(r"^(?:probe|analyzer|sink) +(\w+)", listed, re.M):
        described = output_of(program, "plugins", plugin)[1]
        part = described.partition("\nOptions\n")[2].partition("\n\n")[0]
        for option in re.findall(r"^  (\w+): ", part, re.M):
            if not re.search(rf"\b{option}\b", text):
                problems.append(f"the option {option} of {plugin} is told of nowhere")


def check_keys(text):
    """Those of the configuration itself, as its tables in core/config have them."""
    for source in sorted((root / "core/config").glob("*.[ch]pp")):
        for key in re.findall(r'constexpr vex::(?!Range)\w+ \w+\{\s*"(\w+)"', source.read_text()):
            if f"`{key}`" not in text:
                problems.append(f"docs/configuration.md has no key {key}")


if not os.path.exists(promtool):
    sys.exit("promtool is missing: install Debian's package prometheus")
for page in pages:
    check_page(page)
everything = "\n".join(page.read_text() for page in pages)
check_names(output_of(program, "plugins", "--markdown")[1], everything)
check_options(everything)
check_keys((root / "docs/configuration.md").read_text())
print("\n".join(problems))
sys.exit(1 if problems else 0)
