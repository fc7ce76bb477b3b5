# Everything that a newcomer, a developer and the continuous integration need.
#
#   make demo        set up, build, and run the nightly batch over a made-up agency
#   make test        set up and run all tests
#   make test-pages  look at the pages with Chromium, which it installs
#   make check       both, format lint and the tests once more in release mode
#   make install     put the binary into PREFIX/bin
#   make fuzz        make up inputs for SECONDS on each target, or on TARGET (see CONTRIBUTING.md)
#   make bench       compare with DuckDB and Polars, side by side (see bench/README.md)

PREFIX ?= /usr/local
DESTDIR ?=
SIZE ?= 1000000
SECONDS ?= 60
TARGET ?=
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APPRAISE := .build/release/appraise

.PHONY: all setup build demo test test-pages check lint format install fuzz bench clean

all: build

# libcsv is the one library that the system has to provide.
setup:
	@if ! echo '#include <csv.h>' | cc -E -x c - >/dev/null 2>&1; then \
	  echo "installing libcsv-dev"; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libcsv-dev; \
	fi

build: setup
	swift build -c release --product appraise

demo: build
	@rm -rf .build/demo
	@$(APPRAISE) run --plans fixtures/agency/plans.csv --ratings fixtures/agency/ratings.csv \
	  --output .build/demo || [ $$? -eq 1 ]
	@echo
	@echo "Look at  .build/demo/current/index.html          the agency, and a page for each board"
	@echo "         .build/demo/current/rosters/index.csv   the same for programs"
	@echo "         .build/demo/current/findings.csv        why two executives were rejected"
	@echo "and try  $(APPRAISE) explain ES-0000042 \\"
	@echo "           --plans fixtures/agency/plans.csv --ratings fixtures/agency/ratings.csv"

test: setup
	swift build --product appraise
	swift test

test-pages: setup
	swift build --product appraise
	Tests/Pages/run .build/debug/appraise

check: lint test test-pages
	swift build -c release --product appraise
	swift test -c release

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests fuzz/Sources

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests fuzz/Sources

install: build
	install -d $(DESTDIR)$(PREFIX)/bin
	install -m 755 $(APPRAISE) $(DESTDIR)$(PREFIX)/bin/appraise

fuzz: setup
	fuzz/run $(SECONDS) $(TARGET)

bench: build
	bench/run --size $(SIZE)

clean:
	rm -rf .build .build-fuzz
