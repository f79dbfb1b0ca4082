# make demo   what the program does, on the documents of testdata/plans
# make test   everything that must pass before a change goes in, with make lint
.PHONY: demo test race fuzz bench stress gold golden lint build programs

STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.7.0
FUZZTIME = 30s
PACKAGES = ./... ./testdata/make
DANCHIEU = bin/danchieu --data demo-data

build:
	go build -o bin/danchieu ./cmd/danchieu

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

test: programs
	go vet $(PACKAGES)
	go test ./...

race:
	go test -race ./...

# Every fuzz target for FUZZTIME each.
fuzz:
	@set -e; for p in $$(go list ./...); do \
		for f in $$(go test -list '^Fuzz' $$p | grep '^Fuzz'); do \
			echo "$$f in $$p"; go test -run '^$$' -fuzz "^$$f\$$" -fuzztime $(FUZZTIME) $$p; \
		done; \
	done

# The benchmarks, then the search beside FTS5: over 10,000 made documents, and over real ones where there are some.
SCALE = 10000
bench:
	go test -run '^$$' -bench . -benchmem ./...
	DANCHIEU_SCALE=$(SCALE) DANCHIEU_PEERS=1 go test -count=1 -v -timeout 60m -run '^(TestScale|TestCorpus)$$' ./index

# Eight processes search for five minutes while others ingest.
stress:
	DANCHIEU_STRESS=5m go test -count=1 -v -timeout 10m -run '^TestSearchDuringIngest$$' ./cmd/danchieu

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
	@if pdftotext -v >/dev/null 2>&1 && tesseract --list-langs 2>&1 | grep -qx vie; then exit 0; fi; \
	sudo=; if [ "$$(id -u)" -ne 0 ]; then sudo='sudo -n'; fi; \
	{ $$sudo apt-get -qq update && $$sudo apt-get -qq -y install poppler-utils tesseract-ocr tesseract-ocr-vie; } >/dev/null 2>&1 || \
	echo 'poppler-utils, tesseract-ocr and tesseract-ocr-vie are not installed, and not by us: pages without text wait for OCR.' >&2
