# The front door. `make run` shows the product at work, `make test` builds and tests it all.
.DEFAULT_GOAL := build
jobs ?= $(shell nproc)

# The compiler cache serves every checkout of this tree, whatever its path.
export CCACHE_BASEDIR := $(CURDIR)
export CCACHE_NOHASHDIR := 1

.PHONY: setup configure build run test check format tidy asan tsan fuzz bench soak clean

# Installs what Debian 12 lacks; quick when all is there.
setup:
	scripts/setup.sh

configure: setup
	cmake --preset release

# The program goes to build/bin/video-exporter, the plugins to build/lib/video-exporter/.
build: configure
	cmake --build build --parallel $(jobs) --target program

# A few good and faulty streams on this machine, watched. Ctrl-C ends it.
run: configure
	cmake --build build --parallel $(jobs) --target demo
	scripts/demo.sh

test: configure
	cmake --build build --parallel $(jobs)
	ctest --test-dir build --output-on-failure --parallel $(jobs)

check: format tidy asan tsan fuzz

format: setup
	scripts/check_format.sh

tidy: configure
	cmake --build build --parallel $(jobs)
	scripts/tidy.sh

# The search for leaks of libasan 12 misreads where glibc 2.36 keeps the thread-local variables of
# libraries that a plugin brings, and crashes in some runs; without this it leaves them out.
asan: export ASAN_OPTIONS = intercept_tls_get_addr=0

asan tsan: setup
	cmake --preset $@
	cmake --build build-$@ --parallel $(jobs)
	ctest --test-dir build-$@ --output-on-failure --parallel $(jobs)

fuzz: setup
	scripts/fuzz.sh $(seconds)

# Measures the bounds of docs/performance.md and writes build/bench/results.json.
bench: build
	scripts/bench.sh

# What must hold for long: kills, outages and half an hour of streams that are well. Takes 35 minutes.
soak: build
	scripts/soak.sh

clean:
	rm -rf build build-debug build-asan build-tsan build-fuzz
