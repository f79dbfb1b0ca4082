# make demo   what the program does, on the documents of testdata/plans
# make test   everything that must pass before a change goes in, with make lint
.PHONY: demo test postgres race kill fuzz bench load stress gold golden lint build programs readers

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.7.0
FUZZTIME = 30s
PACKAGES = ./... ./testdata/make
DANCHIEU = bin/danchieu --data demo-data
CYPHER = index/export/testdata/cypher
AXE = web/testdata/axe

# A machine may have no C compiler. The race detector alone needs one.
export CGO_ENABLED = 0

# The version is that of the file VERSION, with the commit behind it unless that is tagged so.
VERSION = $(shell cat VERSION)
COMMIT = $(shell git describe --tags --exact-match --match 'v$(VERSION)' --dirty=.changed 2>/dev/null | grep -qx 'v$(VERSION)' || \
	git describe --always --dirty=.changed --exclude '*' 2>/dev/null | sed 's/^/+/')

build:
	go build -ldflags '-X main.stamped=$(VERSION)$(COMMIT)' -o bin/danchieu ./cmd/danchieu

# An exit status of 3 says that some files failed: testdata/plans holds a damaged one.
demo: programs build
	rm -rf demo-data
	$(DANCHIEU) ingest testdata/plans || [ $$? -eq 3 ]
	$(DANCHIEU) search 'dạy thêm, học thêm'
	$(DANCHIEU) search '93-NQ/TW'
	$(DANCHIEU) show '418/KH-SGDĐT'
	$(DANCHIEU) trace '93-NQ/TW' --down
	@echo
	@echo 'Your own folder:                          bin/danchieu ingest FOLDER, then bin/danchieu search WORDS'

test: programs readers
	go vet $(PACKAGES)
	go test ./...

# The packages that know a catalogue, each with one in PostgreSQL, where that is installed.
postgres:
	DANCHIEU_TEST_STORE=postgres go test ./pipeline/catalog ./pipeline ./index/...

# The packages whose goroutines meet in memory; RACE=./... for all, which takes half an hour.
RACE = ./pipeline/catalog ./pipeline/datadir ./pipeline/ocr ./index ./index/graph ./web/auth
race:
	CGO_ENABLED=1 go test -race -short $(RACE)

# Kills that many ingests of 100 files, restores, rebuilds and readings by another version, at named steps and at random moments: what is left must go on
# to what an undisturbed ingest finds. make test kills a few.
KILLS = 300
kill: programs
	DANCHIEU_KILLS=$(KILLS) go test -v -count 1 -timeout 2h -run TestKill ./cmd/danchieu

# Every fuzz target for FUZZTIME each.
fuzz:
	.ci/fuzz $(FUZZTIME)

# The micro benchmarks six times over, beside the record of the last ones; UPDATE=1 makes these the record. Then whole
# programs beside their peers, and the search beside FTS5 and other mappings over made documents, and over real ones
# beside pdfgrep and Recoll, where there are some.
SCALE = 10000
BENCHSTAT = golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
RECORD = testdata/bench.txt
bench: programs
	mkdir -p bin
	go test -run '^$$' -bench . -benchmem -count 6 ./pipeline/*/ ./index/... >bin/bench.txt || { cat bin/bench.txt; exit 1; }
	go run $(BENCHSTAT) $(RECORD) bin/bench.txt
	[ -z "$(UPDATE)" ] || grep -v '^PASS\|^ok\|^?' bin/bench.txt >$(RECORD)
	go test -run '^$$' -bench . -benchmem ./pipeline ./cmd/...
	DANCHIEU_SCALE=$(SCALE) DANCHIEU_PEERS=1 go test -count=1 -v -timeout 60m -run '^(TestScale|TestMappings|TestCorpus)$$' ./index

# Eight processes search for five minutes while others ingest.
stress:
	DANCHIEU_STRESS=5m go test -count=1 -v -timeout 10m -run '^TestSearchDuringIngest$$' ./cmd/danchieu

# How the pages bear 16 who search 10,000 documents for a minute while a file is ingested every few seconds.
load: build
	.ci/load bin/danchieu

# What the program finds in real documents, where hand-made gold lies beside the checkout: figures,
# and every citation gained or lost since they were committed. UPDATE=1 commits the new ones.
gold: build
	.ci/gold

# Rewrite the golden files of the packages that have some. Read the difference before committing it.
golden:
	grep -rl --include='*_test.go' 'flag.Bool("update"' . | xargs -rn1 dirname | sort -u | xargs -r -I{} go test {} -update

lint:
	@test -z "$$(gofmt -l .)" || { echo 'gofmt would change:'; gofmt -l .; exit 1; }
	go vet $(PACKAGES)
	go run $(STATICCHECK) $(PACKAGES)

# The programs that rescue and OCR call. Where they cannot be installed, all else goes on.
programs:
	@{ pdftotext -v && tesseract --list-langs | grep -qx vie; } >/dev/null 2>&1 || $(call install,poppler-utils tesseract-ocr tesseract-ocr-vie) || \
	echo 'poppler-utils, tesseract-ocr and tesseract-ocr-vie are not installed, and not by us: pages without text wait for OCR.' >&2

# The programs with which the tests read what export wrote, and look at the pages. A test whose program
# is missing says so.
readers:
	@{ dot -V && xmllint --version && /usr/bin/python3 -c 'import networkx, rdflib'; } >/dev/null 2>&1 || $(call install,graphviz libxml2-utils python3-networkx python3-rdflib) || \
	echo 'SKIPPED: the tests of export that need graphviz, libxml2-utils, python3-networkx and python3-rdflib.' >&2
	@{ command -v localc && /usr/bin/python3 -c 'import openpyxl'; } >/dev/null 2>&1 || $(call install,libreoffice-calc python3-openpyxl) || \
	echo 'SKIPPED: the tests of workbooks, for want of libreoffice-calc and python3-openpyxl.' >&2
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || $(call install,postgresql) || \
	echo 'SKIPPED: the tests of what lies on PostgreSQL, for want of postgresql.' >&2
	@command -v chromium >/dev/null || $(call install,chromium) || echo 'SKIPPED: the tests of the pages in a browser, for want of chromium.' >&2
	@[ -d $(AXE)/node_modules ] || npm ci --prefix $(AXE) --silent --ignore-scripts >/dev/null 2>&1 || \
	echo 'SKIPPED: the test of the pages with axe-core, for want of npm.' >&2
	@[ -d $(CYPHER)/node_modules ] || npm ci --prefix $(CYPHER) --silent --ignore-scripts >/dev/null 2>&1 || \
	echo 'SKIPPED: the test of export that needs npm, for a parser of Cypher.' >&2

install = { if [ "$$(id -u)" -ne 0 ]; then sudo='sudo -n'; fi; $$sudo apt-get -qq update && $$sudo apt-get -qq -y install --no-install-recommends $(1); } >/dev/null 2>&1
