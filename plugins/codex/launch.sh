#!/bin/sh
# Starts a program of Codex Bridge with the first Bun there is: a client that was started from a desktop hands on
# no PATH of a shell. Every step is a builtin and the last one an exec: it costs less than a millisecond.
# Usage: sh launch.sh server|codex-mcp|hook|cli [ARGUMENT…]
#        sh launch.sh /recorded/bun /path/to/server.js [ARGUMENT…]
case $0 in
*/*) root=${0%/*} ;;
*) root=. ;;
esac
recorded=
case ${1:-} in
*/*)
  recorded=$1
  shift
  script=${1:-}
  ;;
*)
  # A plugin holds what was built, a clone and the npm package hold the sources.
  script=$root/dist/js/${1:-server}.js
  [ -f "$script" ] || script=$root/${1:-server}.ts
  ;;
esac
[ $# -gt 0 ] && shift
set -- "$script" "$@"

home=${HOME:-/nonexistent}
usual=$home/.claude/channels/codex-bridge
# Before PATH come the places where Bun is kept; setup keeps one in its state directory where npx has fetched it, which
# may be the usual one although another is named now.
for bun in "$recorded" "${CODEX_BRIDGE_STATE_DIR:-$usual}"/bin/bun-* "$usual"/bin/bun-* \
  "${BUN_INSTALL:-$home/.bun}/bin/bun" "$home/.bun/bin/bun" \
  /opt/homebrew/bin/bun /home/linuxbrew/.linuxbrew/bin/bun /usr/local/bin/bun \
  "$root/node_modules/.bin/bun" "$root/../.bin/bun"; do
  [ -f "$bun" ] && [ -x "$bun" ] && exec "$bun" "$@"
done
command -v bun >/dev/null && exec bun "$@"

remedy='Codex Bridge needs Bun 1.4, and none was found. Install it (npm install --global bun), then'
case ${script##*/} in
server.* | codex-mcp.*) remedy="$remedy reconnect or start anew." ;;
*) remedy="$remedy try again." ;;
esac
printf 'codex-bridge: %s\n' "$remedy" >&2
case ${script##*/} in
# A hook that fails would be told at every turn, and the server has told it already.
hook.*) exit 0 ;;
server.* | codex-mcp.*) ;;
*) exit 127 ;;
esac
# Both clients show the error that answers their first request, and next to nothing of a server that just ends.
while read -r line; do
  id=${line##*\"id\":}
  id=${id%%[,\}]*}
  case $line in
  *'"method":"initialize"'*)
    printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32000,"message":"%s"}}\n' "$id" "$remedy"
    exit 127
    ;;
  # Claude Code (2.1.329) asks this before, and waits for three seconds where nobody answers.
  *'"method":"server/discover"'*)
    printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"Method not found"}}\n' "$id"
    ;;
  esac
done
exit 127
