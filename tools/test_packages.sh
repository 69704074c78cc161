#!/bin/sh
# Sees to the programs that the tests need beside Python: a database server, a browser, an office to look at documents.
# Installs what is missing where it may (Debian, root or sudo without a password); else names it in one line.
# Nothing is fetched when all is there. Never fails: what is still missing is skipped loudly by the tests themselves.
set -u

missing=""
need() { # need PACKAGE TEST…: the package is missing when the test fails
    package=$1
    shift
    "$@" >/dev/null 2>&1 || missing="$missing $package"
}
postgresql_is_here() { ls /usr/lib/postgresql/*/bin/initdb || command -v initdb; }
liberation_is_here() { ls /usr/share/fonts/truetype/liberation*; } # of the widths of Times New Roman and Arial: with others, lines break elsewhere

need postgresql postgresql_is_here
need chromium command -v chromium
need gettext command -v msgfmt
need libreoffice-writer-nogui command -v soffice
need poppler-utils command -v pdftotext
need fonts-liberation liberation_is_here

[ -z "$missing" ] && exit 0

as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null && { [ -z "$as_root" ] || $as_root true 2>/dev/null; }; then
    echo "installing:$missing"
    # A server of the system is not wanted, only its programs: the tests start one of their own.
    export DEBIAN_FRONTEND=noninteractive
    $as_root apt-get update -qq
    # shellcheck disable=SC2086  the list is meant to be split
    $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "!!! not installed, and the tests that need them will be skipped: apt-get install$missing" >&2
