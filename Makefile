SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.PHONY: setup tools build run demo test check acceptance golden bench-scoring bench-learning bench-listing bench-mail \
  bench-desk bench-payloads fuzz

# An import that Package.swift does not allow fails every build.
SWIFT_FLAGS := --explicit-target-dependency-import-check error
GLEANER := .build/debug/gleaner

# What Package.swift links, and what only the checks and the acceptance run.
LIBRARIES := pkg-config libxml2-dev libcurl4-openssl-dev libsqlite3-dev zlib1g-dev liblinear-dev tzdata
TOOLS := python3 systemd shellcheck python3-aiosmtpd python3-cryptography

# What the benchmark compares with.
PEERS := gcc python3 python3-ahocorasick libhyperscan-dev ripgrep

# Installs those of the Debian packages $(1) that are missing, with sudo when not root.
define install
@missing=$$(for name in $(1); do \
  [ "$$(dpkg-query -W -f '$${db:Status-Status}' $$name 2>/dev/null)" = installed ] || echo $$name; done); \
if [ -n "$$missing" ]; then \
  sudo=$$([ "$$(id -u)" = 0 ] || echo sudo); \
  echo "installing" $$missing "with" $$sudo "apt-get"; \
  $$sudo apt-get update -q && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q $$missing; \
fi
endef

setup: ## install what is missing (Debian)
	$(call install,$(LIBRARIES))
	@command -v swift >/dev/null || { echo "Swift is missing: see https://www.swift.org/install/linux/" >&2; exit 1; }

tools: setup ## install what the checks and the acceptance run
	$(call install,$(TOOLS))
	@Tests/Acceptance/install-exim.sh

build: setup ## the debug build that test, demo and check share
	swift build --build-tests $(SWIFT_FLAGS)

run: setup ## one live round with config.yml
	swift build -c release --product gleaner $(SWIFT_FLAGS)
	.build/release/gleaner run

demo: build ## the whole road without network
	$(GLEANER) demo

test: build ## all tests, without network
	swift test --skip-build $(SWIFT_FLAGS) 2>&1 | { grep -avE '^(◇|✔ (Suite|Test case|Test "))' || true; }

check: tools build ## format, imports, units
	swift format lint --strict --recursive --parallel Package.swift Sources Tests Benchmarks
	systemd/check.sh
	shellcheck systemd/check.sh systemd/as-gleaner Tests/Acceptance/install-exim.sh Tests/Fuzz/run.sh Benchmarks/mail-bench.sh .ci/run

# With SCENARIOS=FOLDER, the scenario files of that folder alone.
acceptance: tools build ## the program against a simulated arXiv, mail servers and webhooks: faults, kills, pace; SCENARIOS=FOLDER
ifdef SCENARIOS
	python3 Tests/Acceptance/scenarios.py $(GLEANER) $(SCENARIOS)
else
	python3 Tests/Acceptance/acceptance.py $(GLEANER)
	python3 Tests/Acceptance/scenarios.py $(GLEANER) Tests/Acceptance/scenarios
	python3 Tests/Acceptance/outage.py $(GLEANER)
	python3 Tests/Acceptance/backfill.py $(GLEANER) --short
	python3 Tests/Acceptance/desk.py $(GLEANER)
	python3 Tests/Acceptance/review.py $(GLEANER)
	python3 Tests/Acceptance/delivery.py $(GLEANER) --short
endif

bench-learning: setup ## training and ranking times of the learned ranker at 500, 5,000 and 50,000 papers
	swift run -c release $(SWIFT_FLAGS) learning-bench

MAILS ?= 10000
bench-mail: setup ## building and sending mail on this machine, beside msmtp in a loop; MAILS=
	$(call install,msmtp python3)
	swift build -c release --product mail-bench $(SWIFT_FLAGS)
	Benchmarks/mail-bench.sh .build/release/mail-bench $(MAILS)

bench-listing: setup ## entries of LIST=file drafted from the papers of POOL=papers.jsonl.gz alone and inserted again
	swift build -c release --product gleaner $(SWIFT_FLAGS)
	swift build -c release --product listing-bench $(SWIFT_FLAGS)
	mkdir -p $(BENCH)
	zcat $(POOL) > $(BENCH)/listing-pool.jsonl
	.build/release/gleaner score --config config.yml $(BENCH)/listing-pool.jsonl > $(BENCH)/listing-scores.jsonl
	.build/release/listing-bench $(LIST) $(BENCH)/listing-pool.jsonl $(BENCH)/listing-scores.jsonl

COUNT ?= 100000
bench-desk: setup ## queue list and the keys of review before 100,000 candidates; COUNT=
	$(call install,python3)
	swift build -c release --product gleaner $(SWIFT_FLAGS)
	rm -rf var/bench-desk
	python3 Benchmarks/desk.py .build/release/gleaner var/bench-desk $(COUNT)

PAYLOADS ?= 20
bench-payloads: setup ## what each channel sends for the first PAYLOADS= papers of POOL=papers.jsonl.gz, for checkers from outside
	swift build -c release --product payloads $(SWIFT_FLAGS)
	mkdir -p $(BENCH)/payloads
	zcat $(POOL) | .build/release/payloads $(PAYLOADS) $(BENCH)/payloads

golden: build ## write the golden files anew; look at the difference before you commit it
	GLEANER_GOLDEN=write swift test --skip-build $(SWIFT_FLAGS)

BENCH := var/bench
bench-scoring: setup ## matching and scoring beside their peers; POOL=papers.jsonl.gz takes real papers
	$(call install,$(PEERS))
	swift build -c release --product gleaner $(SWIFT_FLAGS)
	swift build -c release --product scoring-bench $(SWIFT_FLAGS)
	mkdir -p $(BENCH)
	python3 Benchmarks/prepare.py $(BENCH) $(POOL)
	gcc -O2 -o $(BENCH)/hyperscan Benchmarks/hyperscan.c -lhs
	python3 Benchmarks/run.py $(BENCH) .build/release/gleaner .build/release/scoring-bench config.yml

FUZZ_SECONDS ?= 300
fuzz: setup ## random rules and random papers for five minutes, FUZZ_SECONDS=
	Tests/Fuzz/run.sh $(FUZZ_SECONDS)
