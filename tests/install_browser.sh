#!/bin/sh
# The browser of the browser tests: Debian's chromium. Elsewhere set CHROMIUM to a browser's path,
# or go without: the browser tests then say that they were skipped.
set -e
[ -n "$CHROMIUM" ] && exit 0
command -v chromium >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "Installing chromium for the browser tests …"
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
else
    echo "No chromium here: the browser tests will be skipped. Set CHROMIUM to a browser's path to run them." >&2
fi
