# gosched: a Jupyter kernel for Go and a course in concurrency.
#
#   make lab     build, install JupyterLab and the kernel into ./.venv, open the course
#   make test    everything that can be tested, installing what it needs into ./.venv
#   make run     execute all notebooks without Python
#   make check   the quick inner loop
#   make bench   the tables of the README: this kernel, a do-nothing kernel, ipykernel; programs here and in raw yaegi
#   make record  weave and execute the notebooks at one second a second, to be committed (one of them: make record TOPIC=async)
#   make site    the notebooks as static pages in artefacts/site: for reading offline, or for a web server
#   make soak    1,000 cells, 20,000 displays, repeated experiments, concurrent programs 200,000 times: half an hour
#   make gotests Go's own tests of the language, each a cell: a minute, part of make test
#   make differ  COUNT random programs as cells and compiled: make differ COUNT=100000 SEED=7
#   make sweep   the same for FILES, files and directories: make sweep FILES="x.go dir/..."
#
# LAB_ARGS are passed to JupyterLab: make lab LAB_ARGS="--no-browser --port 9999"

PYTHON ?= python3
VENV   := .venv
BIN    := bin/gosched
GO     := go
U      ?= 100ms

GOROOT := $(shell $(GO) env GOROOT)
GOTEST := $(GOROOT)/test
SWEEP   = GOROOT=$(GOROOT) bin/sweep

# As root, or without a display, JupyterLab needs to be told.
ROOT_ARGS    := $(if $(filter 0,$(shell id -u)),--allow-root)
BROWSER_ARGS := $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(filter Darwin,$(shell uname)),,--no-browser)

.PHONY: build lab test check run bench record site soak sweep differ generate conformance types gotests static chromium qemu clean

# Without C: the binary runs on any Linux, and its runtime finds deadlocks of the
# children of experiments, which it does not look for where C might start threads.
build:
	CGO_ENABLED=0 $(GO) build -trimpath -o $(BIN) ./kernel/cmd/gosched

lab: build $(VENV)/lab
	$(BIN) install --prefix $(VENV)
	$(VENV)/bin/jupyter lab --notebook-dir=notebooks $(ROOT_ARGS) $(BROWSER_ARGS) $(LAB_ARGS)

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/lab: install/lab.txt | $(VENV)/bin/python
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r install/lab.txt
	touch $@

$(VENV)/test: install/test.txt $(VENV)/lab
	$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check -r install/test.txt
	touch $@

static:
	@files=$$(gofmt -l $$(git ls-files '*.go')); if [ -n "$$files" ]; then echo "not gofmt-ed: $$files"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

check: static
	$(GO) test ./...

test: static
	$(GO) test -race -timeout 20m ./...
	GOSCHED_INTRINSICS=off $(GO) test -count=1 -timeout 20m ./kernel/internal/engine ./kernel/internal/lower ./kernel/internal/session ./kernel/internal/stress ./kernel/internal/worker
	$(MAKE) types
	$(MAKE) gotests
	$(MAKE) conformance

conformance: build $(VENV)/test chromium
	$(BIN) install --prefix $(VENV)
	GOSCHED=$(CURDIR)/$(BIN) $(VENV)/bin/python -m pytest kernel/conformance

# Types made at run time rest on the layout of memory and on calling conventions:
# tried with a collector that always runs, and on arm64, which qemu-user emulates
# where this machine is another.
types: qemu
	GOGC=1 $(GO) test -count=1 ./kernel/internal/realtype
	GOGC=1 GODEBUG=gccheckmark=1 $(GO) test -count=1 -run TestPrograms/types ./kernel/internal/lower
	@if [ "$$($(GO) env GOHOSTARCH)" = arm64 ]; then exec=; elif command -v qemu-aarch64 >/dev/null; then exec="-exec qemu-aarch64"; else exit 0; fi; \
	echo "GOARCH=arm64 CGO_ENABLED=0 $(GO) test $$exec ./kernel/internal/realtype"; \
	GOARCH=arm64 CGO_ENABLED=0 $(GO) test $$exec ./kernel/internal/realtype && \
	GOARCH=arm64 CGO_ENABLED=0 GOSCHED_EMULATOR=$${exec#-exec } $(GO) test $$exec -run TestPrograms/types ./kernel/internal/lower

# The emulator is used where it is and installed where that needs no question.
qemu:
	@if [ "$$($(GO) env GOHOSTARCH)" != arm64 ] && ! command -v qemu-aarch64 >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq qemu-user >/dev/null; \
	fi
	@[ "$$($(GO) env GOHOSTARCH)" = arm64 ] || command -v qemu-aarch64 >/dev/null || echo "*** NO QEMU-AARCH64: THE TYPES OF ARM64 ARE NOT TESTED ***"

# Chromium is used where it is and installed where that needs no question.
chromium:
	@if ! command -v chromium >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null; \
	fi
	@command -v chromium >/dev/null || echo "*** NO CHROMIUM: THE TESTS OF JUPYTERLAB IN A BROWSER ARE LEFT OUT ***"

run: build
	mkdir -p artefacts
	$(BIN) run -o artefacts/run --verdicts artefacts/verdicts.json --timeout 5m $$(ls notebooks/*.ipynb)

record: build
	$(BIN) weave -o notebooks ./experiments/$(or $(TOPIC),...)
	GOSCHED_U=1s $(BIN) run --inplace --timeout 10m $$(ls notebooks/*.ipynb | grep -E '[/-]$(or $(TOPIC),.*)\.ipynb$$')

site:
	$(GO) build -trimpath -o bin/site ./kernel/internal/site
	rm -rf artefacts/site
	bin/site -o artefacts/site notebooks/*.ipynb

bench: build $(VENV)/test
	$(GO) build -o bin/donothing ./kernel/internal/sockets/donothing
	$(GO) test -trimpath -c -o bin/speeds ./kernel/internal/engine
	$(BIN) install --prefix $(VENV)
	status=0; $(VENV)/bin/python kernel/conformance/bench.py --donothing bin/donothing || status=1; \
	$(VENV)/bin/python kernel/conformance/bench_tools.py || status=1; \
	$(VENV)/bin/python kernel/conformance/bench_twin.py || status=1; \
	$(VENV)/bin/python kernel/conformance/bench_trace.py || status=1; \
	cd kernel/internal/engine && $(CURDIR)/bin/speeds -test.run '^TestSpeeds$$' -table || status=1; exit $$status

soak: build $(VENV)/test
	$(BIN) install --prefix $(VENV)
	GOSCHED=$(CURDIR)/$(BIN) $(VENV)/bin/python -m pytest kernel/conformance --soak -m soak
	$(GO) test -count=20 ./experiments/...
	$(GO) test -v -timeout 2h ./kernel/internal/stress -runs 20 -rounds 200000 -interrupts 100
	for seed in $$(seq 100 20 480); do $(GO) test -run TestEdits ./kernel/internal/session -seed $$seed -seeds 20 || exit 1; done

# The tests are where Go is, if it was installed from go.dev's archive.
gotests: build bin/sweep
	@if [ -d $(GOTEST) ]; then \
		$(SWEEP) -timeout 5m -min 98 -C $(GOTEST) -except kernel/internal/sweep/except.txt \
			$(GOTEST) $(addprefix $(GOTEST)/,chan interface ken typeparam); \
	else echo "*** NO $(GOTEST): GO'S OWN TESTS ARE LEFT OUT ***"; fi

sweep: build bin/sweep
	$(SWEEP) $(SWEEP_ARGS) $(or $(FILES),-C $(GOTEST) $(addprefix $(GOTEST)/,fixedbugs abi dwarf))

.PHONY: bin/sweep
bin/sweep:
	$(GO) build -trimpath -o $@ ./kernel/internal/sweep

generate:
	$(GO) generate ./...

COUNT ?= 10000

differ:
	$(GO) test -trimpath -timeout 24h -v -run Random ./kernel/internal/differ -args -count $(COUNT) $(if $(SEED),-seed $(SEED))

clean:
	rm -rf bin artefacts $(VENV)
