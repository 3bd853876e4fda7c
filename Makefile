# One verb for each task; `make` alone lists them.

HOST ?= 127.0.0.1
PORT ?= 8000
# Mails for the benchmarks; a real list's archive says most.
MBOX ?=
# How many patches the large site of the benchmarks has.
PATCHES ?= 1000000
# Anything here makes `bench` a look of a few minutes instead of an hour.
QUICK ?=
# How many mails the torture takes, and for how long it goes on.
MAILS ?= 500
MINUTES ?= 1

# The toolchain links a static program so that it exports all its symbols; nobody needs them, and
# finding one's way among them takes a millisecond at each start.
LEAN = -Xlinker --no-export-dynamic
# What is fuzzed (all, or some of: mail mbox headers subject patch carry rangediff intake), for how
# long each, and how many at the same time.
TARGET ?=
SECONDS ?= 3600
JOBS ?= 1

# How many tests run side by side. All at once, they would be hundreds of programs and of connections
# to PostgreSQL.
WIDTH ?= 8
TESTS = swift test --experimental-maximum-parallelization-width $(WIDTH)

# Requests that schemathesis makes up for each operation.
EXAMPLES ?= 20

# A repository with merged topics for range-diffs (none: a made-up one), and how many series of it.
REPOSITORY ?=
PAIRS ?= 40

# A word in the names of the walks through the pages.
ONLY ?=

# What is ours and written in Swift.
SWIFT_FILES = Sources Tests Package.swift Benchmarks/Package.swift Benchmarks/Sources \
	Fuzz/Package.swift Fuzz/Sources/fuzz \
	Linkage/Package.swift Linkage/Sources/linkage

.DEFAULT_GOAL = help
.PHONY: help deps build run test browser openapi openapi-recorded schemathesis torture range-diff-agreement lint format \
	bench fuzz linkage clean

help: ## This list
	@echo "Patchbay, a patch tracker for projects that review by mail"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 30

deps: ## Install the Debian packages that building needs
	@Scripts/packages build

build: deps ## Build the release binary, .build/release/patchbay
	swift build -c release --product patchbay --static-swift-stdlib $(LEAN)

run: build ## Build, then serve a throw-away site with an example list (HOST=127.0.0.1 PORT=8000)
	@.build/release/patchbay demo --host $(HOST) --port $(PORT)

test: ## Run all tests, on SQLite and on a PostgreSQL of their own, and the linkage check
	@Scripts/packages test
	@Scripts/clients || echo "The tests that run git-pw, pwclient and b4 will be skipped."
	$(TESTS)
	@$(MAKE) --no-print-directory range-diff-agreement
	@$(MAKE) --no-print-directory browser
	@$(MAKE) --no-print-directory linkage

browser: ## Drive Chromium through the pages (ONLY=triage for one walk; pictures in .build/browser-pictures)
	@Scripts/packages test
	@Scripts/browser
	swift build --product patchbay
	.build/browser/bin/python Tests/browser/run.py --only "$(ONLY)" .build/debug/patchbay

openapi: ## Hold what the API answers in tests against its OpenAPI document
	rm -rf .build/recordings
	PATCHBAY_RECORD=$(CURDIR)/.build/recordings $(TESTS) --filter 'TrackerAPITests|TrackerAccessTests'
	@$(MAKE) --no-print-directory openapi-recorded

# What `PATCHBAY_RECORD=$PWD/.build/recordings make test` has recorded.
openapi-recorded:
	@Scripts/packages openapi
	@Scripts/openapi
	.build/openapi/bin/python Tests/openapi/examine.py --complete .build/recordings

schemathesis: ## Explore the API by requests made from its document (EXAMPLES=20 for each operation)
	@Scripts/packages openapi
	@Scripts/openapi
	swift build --product patchbay
	.build/openapi/bin/python Tests/openapi/explore.py --examples $(EXAMPLES)

torture: build ## Kill programs and servers while mail comes in (MAILS=500 MINUTES=1 MBOX=archive.mbox)
	@Scripts/packages torture
	Tests/torture/torture.py --mails $(MAILS) --minutes $(MINUTES) $(if $(MBOX),--mbox "$(MBOX)")

range-diff-agreement: ## Hold range-diffs of mails against git's (REPOSITORY=a-git-repository PAIRS=40)
	swift build --product patchbay
	Tests/range-diff/agreement.py .build/debug/patchbay --pairs $(PAIRS) \
		$(if $(REPOSITORY),--repository "$(REPOSITORY)")

lint: ## Complain about formatting
	swift format lint --strict --recursive $(SWIFT_FILES)

format: ## Format the code in place
	swift format --in-place --recursive $(SWIFT_FILES)

bench: build ## Measure parsing, intake and the API with the mails of MBOX=archive.mbox (QUICK=yes)
	@test -f "$(MBOX)" || { echo "make bench needs mails: make bench MBOX=archive.mbox"; exit 1; }
	@Scripts/packages bench
	$(if $(QUICK),,timeout 3600 swift run -c release --package-path Benchmarks parsing "$(MBOX)")
	$(if $(QUICK),,timeout 1800 Benchmarks/intake.py "$(MBOX)")
	@Scripts/bench-api $(if $(QUICK),--quick "$(MBOX)","$(MBOX)" $(PATCHES))

fuzz: deps ## Look for inputs that break the parsers and the intake (TARGET=all SECONDS=3600 each)
	@Fuzz/run $(SECONDS) $(JOBS) $(TARGET)

linkage: ## Check that the parsing libraries link neither Foundation nor a dependency
	@Linkage/check

clean: ## Remove what was built
	rm -rf .build Benchmarks/.build Fuzz/.build Linkage/.build
