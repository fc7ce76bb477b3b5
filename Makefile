# Everything that a newcomer, a developer and the continuous integration need.
#
#   make demo            set up, build, run the nightly batch over a made-up agency, and review another
#   make test            set up and run all tests
#   make test-pages      check the pages with Chromium and Firefox, which it installs
#   make test-workbooks  build with the trait Excel and check the workbooks with openpyxl
#   make test-second-path  score awkward files once more in Python and compare
#   make test-completions  type into bash, zsh and fish, which it installs, and read what is completed
#   make test-spreadsheets  fill in rosters with LibreOffice, which it installs, and hand them back
#   make test-recipes    load the results of a run into DuckDB, PostgreSQL and pandas, as the guide says
#   make test-engines    run the SQL of systems in DuckDB and PostgreSQL, or in ENGINES, over spoiled files
#   make docs            the guides and the module's interface as a site, .build/docs/site
#   make test-docs       follow the links of the documents, and look at the site in Chromium
#   make check           format lint, the tests up to the spreadsheets and of the documents, and all tests in release mode
#   make install         put the program, manual pages and completions below PREFIX
#   make dist            an archive of the same
#   make deb, make rpm   a package for Debian, or for Fedora and its relatives
#   make test-packages   install the packages in clean roots, use them, upgrade and remove them
#   make test-reproducible  build two clones of the last commit in two places, and compare every byte
#   make fuzz            make up inputs for SECONDS on each target, or on TARGET (see CONTRIBUTING.md)
#   make tsan            run what works in parallel with the thread sanitizer
#   make mutants         put small faults into the program, and say whether a test notices each
#   make torture         try faults, kills and findings in large numbers
#   make bench           compare with DuckDB and Polars, side by side (see bench/README.md)

# With TRAITS=Excel the program can write workbooks; it then needs libxlsxwriter.
TRAITS ?=
PREFIX ?= /usr/local
DESTDIR ?=
LIBRARIES ?=
JOBS ?=
SIZE ?= 1000000
SECONDS ?= 60
TARGET ?=
MUTANTS ?=
ENGINES ?= duckdb postgresql
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
APPRAISE := .build/release/appraise
# A review of the made-up Department of Harbors, of what its boards handed back.
REVIEW = $(APPRAISE) review --run $$(readlink -f .build/harbor/current) --output .build/harbor-reviews \
  --members fixtures/harbor/members.csv --responses fixtures/harbor/responses.csv \
  --returned fixtures/harbor/returned/*.csv
# What a loaded program need not write to is read-only.
HARDENED := -Xlinker -z -Xlinker relro -Xlinker -z -Xlinker now
# The directory in which it is built leaves no trace in the program, nor in what it says when it fails.
ANYWHERE := -Xcc -ffile-prefix-map=$(CURDIR)=. -Xswiftc -file-prefix-map -Xswiftc $(CURDIR)=.
VERSION = $(shell sed -n 's/.*programVersion = "\(.*\)"/\1/p' Sources/Runs/Manifest.swift)
# A version in the making goes before the version, in packages as well.
PACKAGE_VERSION = $(subst -,~,$(VERSION))
# The time of the last commit, so that the same sources give the same packages.
ifndef SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH := $(shell git log -1 --format=%ct 2>/dev/null || date +%s)
endif
export SOURCE_DATE_EPOCH
SWIFT_TRAITS := $(if $(TRAITS),--traits $(TRAITS))

.PHONY: all setup setup-excel setup-bench setup-deb setup-rpm build demo test test-pages \
  test-workbooks test-second-path \
  test-spreadsheets test-completions test-packages test-reproducible \
  test-recipes test-engines docs test-docs check lint format install dist deb rpm build-for-packages fuzz tsan mutants torture bench clean

all: build

# What the system has to provide: libcsv, expat and zlib; libxlsxwriter where it was asked for.
setup: $(if $(filter Excel,$(TRAITS)),setup-excel)
	@if ! printf '#include <%s>\n' csv.h expat.h zlib.h | cc -E -x c - >/dev/null 2>&1; then \
	  echo "installing libcsv-dev, libexpat1-dev and zlib1g-dev"; \
	  $(SUDO) apt-get update -qq && \
	    $(SUDO) apt-get install -y -qq libcsv-dev libexpat1-dev zlib1g-dev; \
	fi

setup-excel:
	@if ! echo '#include <xlsxwriter.h>' | cc -E -x c - >/dev/null 2>&1; then \
	  echo "installing libxlsxwriter-dev"; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libxlsxwriter-dev; \
	fi

# OpenSSL's hash for the floor of the benchmark.
setup-bench:
	@if ! echo '#include <openssl/evp.h>' | cc -E -x c - >/dev/null 2>&1; then \
	  echo "installing libssl-dev"; \
	  $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq libssl-dev; \
	fi

# What takes packages apart and together; a machine that compiles for Debian has the first already.
setup-deb:
	@command -v dpkg-shlibdeps >/dev/null || Tests/install dpkg-dev

setup-rpm:
	@command -v rpmbuild >/dev/null || Tests/install rpm

# The program brings the Swift runtime with it: it starts in half the time, and runs where there is no
# Swift.
build: setup
	swift build -c release --static-swift-stdlib --product appraise $(SWIFT_TRAITS) $(HARDENED) $(ANYWHERE) \
	  $(LIBRARIES) $(if $(JOBS),--jobs $(JOBS))

demo: build
	@rm -rf .build/demo .build/harbor .build/harbor-reviews
	@$(APPRAISE) run --plans fixtures/agency/plans.csv --ratings fixtures/agency/ratings.csv \
	  --output .build/demo || [ $$? -eq 1 ]
	@echo
	@echo "Look at  .build/demo/current/index.html          the agency, and a page for each board"
	@echo "         .build/demo/current/rosters/index.csv   the same for programs"
	@echo "         .build/demo/current/findings.csv        why two executives were rejected"
	@echo "and try  $(APPRAISE) explain ES-0000042 \\"
	@echo "           --plans fixtures/agency/plans.csv --ratings fixtures/agency/ratings.csv"
	@echo
	@echo "The cycle of another agency, in four steps. A run, which its three boards are to review:"
	@echo
	@$(APPRAISE) run --plans fixtures/harbor/plans.csv --ratings fixtures/harbor/ratings.csv \
	  --output .build/harbor --max-findings-shown 0
	@echo
	@echo "What the boards handed back:"
	@echo
	@$(REVIEW) --cycle fixtures/harbor/fy2026.yaml
	@echo
	@echo "What the authority decided, to be closed; a limit is exceeded:"
	@echo
	@$(REVIEW) --cycle fixtures/harbor/fy2026.yaml \
	  --decided fixtures/harbor/decided/*.csv --close || [ $$? -eq 65 ]
	@echo
	@echo "The same with a waiver of the limit:"
	@echo
	@$(REVIEW) --cycle fixtures/harbor/fy2026-with-waiver.yaml \
	  --decided fixtures/harbor/decided/*.csv --close
	@echo
	@echo "Look at  .build/harbor-reviews/current/register.csv         who said what, executive by executive"
	@echo "         .build/harbor-reviews/current/annual-ratings.csv   the official ratings"
	@echo "The README shows these commands, and the guide Cycle.md takes them step by step."

# Nothing else that is run often compiles the fuzz targets.
test: setup
	swift build --product appraise
	swift test
	APPRAISE_FUZZ=1 swift build --target fuzz

test-pages: setup
	swift build --product appraise
	Tests/Pages/run .build/debug/appraise

test-workbooks: setup setup-excel
	swift build --traits Excel --product appraise
	Tests/Workbooks/run .build/debug/appraise

test-spreadsheets: setup setup-excel
	swift build --traits Excel --product appraise
	Tests/Spreadsheets/run .build/debug/appraise

test-completions: setup
	swift build --product appraise
	Tests/Completions/run .build/debug/appraise

test-second-path: setup
	swift build --product appraise
	Tests/SecondPath/run .build/debug/appraise

# The tests link the runtime as a library, which what is compiled for the program does not do.
check: lint test test-pages test-workbooks test-spreadsheets test-second-path test-completions test-docs build
	APPRAISE_BINARY=$(CURDIR)/$(APPRAISE) swift test -c release --scratch-path .build-optimized

lint:
	swift format lint --strict --recursive --parallel Package.swift Sources Tests fuzz/Sources

format:
	swift format --in-place --recursive --parallel Package.swift Sources Tests fuzz/Sources

# With manual pages, and completions for bash, zsh and fish.
install: build
	packaging/stage $(APPRAISE) "$(DESTDIR)" $(PREFIX)

# The program and what belongs to it as an archive: the same bytes whenever it is built here.
dist: build
	packaging/archive $(APPRAISE) $(VERSION) .build/dist

# A program that reads and writes workbooks on any release of Debian: libxlsxwriter is compiled in, as
# each has another version of it.
build-for-packages: setup-excel
	packaging/libxlsxwriter .build/libxlsxwriter
	$(MAKE) build TRAITS=Excel LIBRARIES="-Xlinker -L$(CURDIR)/.build/libxlsxwriter"

deb: setup-deb build-for-packages
	packaging/deb $(APPRAISE) $(PACKAGE_VERSION) .build/dist

rpm: setup-rpm build-for-packages
	packaging/rpm $(APPRAISE) $(PACKAGE_VERSION) .build/dist

# Installs, uses, upgrades and removes the packages in clean roots of Debian 12 and 13.
test-packages: deb rpm
	Tests/Packages/run .build/dist/appraise_$(PACKAGE_VERSION)-1_$$(dpkg --print-architecture).deb \
	  .build/dist/appraise-$(PACKAGE_VERSION)-1.$$(uname -m).rpm

# Builds two clean clones of the last commit in two directories and compares what is installed.
test-reproducible: setup
	Tests/Reproducible/run

# The guides and the interface of the module as a site; docc is a part of the toolchain. Look at it with
#   python3 -m http.server --directory .build/docs/site 8000
docs: setup
	swift build --target Appraisal
	rm -rf .build/docs
	mkdir -p .build/docs/symbols
	swift symbolgraph-extract -module-name Appraisal -minimum-access-level public \
	  -I .build/debug/Modules -I .build/checkouts/Yams/Sources/CYaml/include \
	  -target $$(uname -m)-unknown-linux-gnu -output-dir .build/docs/symbols
	docc convert Sources/Appraisal/Appraisal.docc --additional-symbol-graph-dir .build/docs/symbols \
	  --fallback-display-name Appraisal --fallback-bundle-identifier appraise \
	  --output-path .build/docs/site --transform-for-static-hosting --warnings-as-errors
	printf '<!doctype html>\n<html lang="en"><title>appraise</title>\n%s\n%s\n' \
	  '<meta http-equiv="refresh" content="0; url=documentation/appraisal/">' \
	  '<p><a href="documentation/appraisal/">The documentation of appraise</a></p></html>' \
	  >.build/docs/site/index.html

# Follows the links of the documents, as Markdown and as the site in Chromium.
test-docs: docs
	Tests/Documents/run .build/docs/site

# Runs the recipes of the guide to loading results with DuckDB, PostgreSQL and pandas.
test-recipes: setup
	swift build --product appraise
	Tests/Recipes/run .build/debug/appraise

# Runs the SQL of systems in other engines; with ENGINES=spark on a cluster of two workers on loopback.
test-engines: setup
	swift build --product appraise
	ENGINES="$(ENGINES)" Tests/Engines/run .build/debug/appraise

fuzz: setup
	fuzz/run $(SECONDS) $(TARGET)

tsan: setup
	Tests/ThreadSanitizer/run

mutants: setup
	Tests/Mutants/run $(MUTANTS)

# Sizes: TORTURE_EXECUTIVES, TORTURE_KILLS, TORTURE_KILLED_EXECUTIVES, TORTURE_FINDINGS, and
# TORTURE_SEED for the moments of the kills (see CONTRIBUTING.md).
torture: build
	swift build --build-tests
	TORTURE=1 APPRAISE_BINARY=$(CURDIR)/$(APPRAISE) swift test --skip-build --filter TortureTests

bench: build setup-bench
	python3 -B -m unittest discover --start-directory bench
	bench/run --size $(SIZE)

clean:
	rm -rf .build .build-fuzz .build-mutants .build-optimized .build-tsan
