#!/bin/sh
# Prints a Python of 3.11 or newer that can make virtual environments; on Debian, root gets the missing package.
# Otherwise says in one line what to install and ends with 1.
set -eu

usable() {
    command -v "$1" >/dev/null 2>&1 &&
        "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

complete() {
    "$1" -c 'import venv, ensurepip' 2>/dev/null
}

for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python; do
    usable "$candidate" || continue
    if ! complete "$candidate" && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        version=$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
        echo "Python $version has no venv: installing it" >&2
        { apt-get update -qq && apt-get install -y -qq --no-install-recommends "python$version-venv"; } >&2 || true
    fi
    if complete "$candidate"; then
        command -v "$candidate"
        exit 0
    fi
    found=$candidate
done

if [ -n "${found:-}" ]; then
    echo "Python has no venv or pip: run 'apt-get install python3-venv' as root, then try again." >&2
else
    echo "Python 3.11 or newer is missing: run 'apt-get install python3 python3-venv' as root, then try again." >&2
fi
exit 1
