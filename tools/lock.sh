#!/usr/bin/env bash
# Writes requirements/*.txt from pyproject.toml: every file of every version with its hash, for every
# platform, and no registry named. One resolution for all of them, so that they never disagree.
set -euo pipefail
cd "$(dirname "$0")/.."

tools=build/lock-venv
[ -x "$tools/bin/uv" ] || { python3 -m venv "$tools" && "$tools/bin/python" -m pip install --quiet uv; }

# What this machine's pip may know besides the public index (mirrors, local wheels) must not decide a lock.
unset PIP_FIND_LINKS PIP_EXTRA_INDEX_URL UV_FIND_LINKS UV_EXTRA_INDEX_URL

compile() { # output, then options
    local out=requirements/$1.txt
    shift
    "$tools/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-annotate --no-emit-index-url --no-emit-find-links "$@" pyproject.toml --output-file "$out"
    if grep -nE '://|file:|@ ' "$out"; then
        echo "$out names a place on the network or on this machine" >&2
        exit 1
    fi
}

group() { printf -- '--group=pyproject.toml:%s\n' "$@"; }

# Existing pins stay where pyproject.toml still allows them; remove requirements/ first to move to the newest.
compile all --extra postgres --extra demo --extra learn --extra sentences $(group build dev fuzz)
compile run --constraint requirements/all.txt --extra postgres $(group build)
compile demo --constraint requirements/all.txt --extra postgres --extra demo $(group build)
compile test --constraint requirements/all.txt --extra postgres --extra demo --extra learn --extra sentences $(group build dev)
compile fuzz --constraint requirements/all.txt --extra postgres --extra demo $(group build dev fuzz)
compile learn --constraint requirements/all.txt --extra postgres --extra learn $(group build)
compile sentences --constraint requirements/all.txt --extra postgres --extra learn --extra sentences $(group build)
