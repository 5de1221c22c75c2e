# The front door. `make` alone lists what there is.

BOARD ?= microbit
APP ?= examples/weather

# Boards with firmware; the host is a board, and needs none.
BOARDS := $(patsubst boards/%/board.toml,%,$(wildcard boards/*/board.toml))

NAME := $(notdir $(abspath $(APP)))
FIRMWARE := out/$(NAME)-$(BOARD).elf

.DEFAULT_GOAL := help
.PHONY: help setup run test firmware vm size bench bench-compile conformance conformance-compile conformance-native bless fuzz fmt clippy doc lint ci
.PHONY: bench-optimize bench-native fuzz-compile

help: ## This list
	@echo 'make TARGET [BOARD=$(BOARD)] [APP=$(APP)]    boards: $(BOARDS) host'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what building and testing need (repeatable; says what and why)
	@setup/install

run: ## Build the app for the board, boot it in the emulator, show flash and RAM used
	@setup/install firmware
	@if [ '$(BOARD)' = host ]; then \
	    cargo run --quiet --locked -p board-host --bin permafrost -- '$(APP)'; \
	else \
	    $(MAKE) --no-print-directory firmware FROZEN_OPTIONS=--quiet && setup/boot '$(BOARD)' '$(FIRMWARE)'; \
	fi

test: setup ## Everything that must hold: format, lints, docs, all tests, firmware in the emulator
	@tests/run

firmware: vm ## Freeze the app and link it into the board's VM: out/APP-BOARD.elf
	@cargo run --quiet --locked -p mpy-frozen --bin frozen -- build '$(APP)' --board '$(BOARD)' -o '$(FIRMWARE)' $(FROZEN_OPTIONS)

vm: ## Build the board's VM, without an app: out/vm/BOARD.elf
	@setup/build-vm '$(BOARD)'

size: ## Flash and RAM of the VM on each board, by feature, and its largest parts
	@setup/sizes

bench: ## Instruction counts of the programs in tests/bench on an emulated Cortex-M3 (NAMES=… for some)
	@setup/install firmware
	@setup/build-vm mps2-an385 >/dev/null
	@cargo run --quiet --locked -p permafrost-tests --bin bench -- $(NAMES)

bench-compile: setup ## Both compilers side by side: processor time and memory on the standard library, growth to 1,000,000 lines
	@cargo run --quiet --locked --release -p permafrost-tests --bin bench-compile

bench-optimize: ## What each pass of --optimize saves on CPython's standard library
	@cargo run --quiet --locked --release -p permafrost-tests --bin bench-optimize

bench-native: setup ## Machine code of --optimize beside the reference's: bytes and executed instructions (ARCH= names one)
	@cargo run --quiet --locked --release -p permafrost-tests --bin bench-native -- $(ARCH)

conformance: setup ## Upstream's own tests on the host board: MICROPYTHON=checkout (FOLDERS=… for some of them)
	@test -n '$(MICROPYTHON)' || { echo 'make conformance: name a checkout, MICROPYTHON=folder'; exit 1; }
	@cargo run --quiet --locked -p permafrost-tests --bin conformance -- '$(abspath $(MICROPYTHON))' $(FOLDERS)

conformance-compile: setup ## Both compilers on CPython's standard library; MICROPYTHON=, MICROPYTHON_LIB= name checkouts to add
	@cargo run --quiet --locked --release -p permafrost-tests --bin conformance-compile -- \
	    $(if $(MICROPYTHON),--micropython '$(abspath $(MICROPYTHON))') \
	    $(if $(MICROPYTHON_LIB),--micropython-lib '$(abspath $(MICROPYTHON_LIB))')

conformance-native: setup ## The same as machine code, native and viper, of every architecture; ARCH= names one
	@cargo run --quiet --locked --release -p permafrost-tests --bin conformance-native -- \
	    $(if $(ARCH),--arch '$(ARCH)') \
	    $(if $(MICROPYTHON),--micropython '$(abspath $(MICROPYTHON))') \
	    $(if $(MICROPYTHON_LIB),--micropython-lib '$(abspath $(MICROPYTHON_LIB))')

bless: ## Write the snapshots of what people are shown anew; then read what changed (git diff)
	@BLESS=1 cargo test --quiet --locked -p permafrost-tests --test diagnostics

fuzz: setup ## Hostile input for SECONDS (60): TARGET=load (.mpy files, run), parse, compile or machine_code:ARCH (source text)
	@tests/fuzz/run '$(or $(TARGET),load)' '$(or $(SECONDS),60)'

fuzz-compile: ## COUNT (20000) mutated programs from SEED (1) through both compilers; ALONE=1, ARCH=, EMIT=native|viper
	@cargo run --quiet --locked --release -p permafrost-tests --bin fuzz-compile -- --count '$(or $(COUNT),20000)' \
	    --seed '$(or $(SEED),1)' $(if $(ALONE),--alone) $(if $(ARCH),--arch '$(ARCH)') $(if $(EMIT),--emit '$(EMIT)')

fmt: ## Format all Rust code
	@cargo fmt

clippy: ## Lints, with warnings denied, for the host and for each board's target
	@tests/lint

doc: ## API documentation, with warnings denied
	@RUSTDOCFLAGS='-D warnings' cargo doc --quiet --locked --no-deps

lint: clippy doc ## clippy, doc and the format check
	@cargo fmt --check

ci: test size ## What continuous integration runs: test, then the sizes
