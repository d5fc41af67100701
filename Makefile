# The two commands of README are `make run` and `make test`; `make help` lists the rest.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BINARY := target/release/codequest
# What programs are judged with, and what building needs (bundled SQLite and the cipher want a C compiler).
RUN_PACKAGES := gcc libc6-dev g++ python3 openjdk-17-jdk-headless
TEST_PACKAGES := postgresql chromium curl
RUST_SOURCES := $(shell find crates content -type f -not -path '*/target/*') Cargo.toml Cargo.lock
WEB_SOURCES := $(shell find web -type f -not -path 'web/node_modules/*' -not -path 'web/tools/*' -not -path 'web/dist/*')

.PHONY: help run build languages test test-rust test-web test-api test-e2e lint screenshots bench packages-run packages-test

help: ## Lists the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 22

run: build ## Builds what changed and serves on http://127.0.0.1:8080
	@exec $(BINARY) serve

build: packages-run $(BINARY) ## Leaves the release binary, with the web app inside, at target/release/codequest

packages-run:
	@scripts/install-packages $(RUN_PACKAGES)

languages: packages-run ## Installs the compilers and interpreters of all languages (Debian packages and npm, about 4 GB)
	@scripts/install-languages

packages-test: packages-run
	@scripts/install-packages $(TEST_PACKAGES)

$(BINARY): $(RUST_SOURCES) web/dist/index.html
	cargo build --release --locked -p cli --features web
	@touch $@

web/node_modules/.installed: web/package.json web/package-lock.json
	@echo "Installing the web app's npm packages into web/node_modules"
	cd web && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

web/dist/index.html: web/node_modules/.installed $(WEB_SOURCES)
	cd web && npm run build
	@touch $@

test: packages-test lint test-web test-rust test-api test-e2e ## Everything that has to hold, on real databases and in a real browser

lint: ## Format and lints, warnings are errors
	cargo fmt --all -- --check
	cargo clippy --workspace --all-targets --locked -- -D warnings
	cargo clippy -p sandbox --features breakable --all-targets --locked -- -D warnings

test-rust: packages-test ## The Rust tests on SQLite and a private PostgreSQL
	cargo build --locked -p cli
	scripts/with-postgres cargo test --workspace --locked
	cargo test -p sandbox --features breakable --test attacks --locked

test-web: web/node_modules/.installed ## Types, lints and unit tests of the web app
	cd web && npm run check

web/tools/node_modules/.installed: web/tools/package.json web/tools/package-lock.json
	@echo "Installing the npm packages that make types from the API's description into web/tools/node_modules"
	cd web/tools && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

test-api: packages-test web/tools/node_modules/.installed ## The web app's types are those of the server's own description
	cd web && npm run generate:api -- --check

e2e/node_modules/.installed: e2e/package.json e2e/package-lock.json
	@echo "Installing the browser tests' npm packages into e2e/node_modules"
	cd e2e && npm install --no-save --no-audit --no-fund --loglevel=error
	@touch $@

test-e2e: packages-test build e2e/node_modules/.installed ## The release binary in Chromium
	cd e2e && npm test

screenshots: packages-test build e2e/node_modules/.installed ## Every page, light and dark, 320 and 1280 px, into screenshots/
	cd e2e && npm run screenshots

bench: build ## Compares with named peers and prints one line per figure
	bench/run
	bench/judging/run
