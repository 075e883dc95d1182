#!/usr/bin/env bash
# A throw-away PostgreSQL for the tests, on 127.0.0.1 and a free port, in a temporary folder.
#
#   eval "$(tests/postgres.sh start)"   exports TWIN_TEST_POSTGRES (a connection string) and TWIN_TEST_POSTGRES_FOLDER
#   tests/postgres.sh stop              stops it and removes the folder
#
# Takes the newest server installed; with none, installs one with apt (as root, or with sudo that asks nothing).
# A TWIN_TEST_POSTGRES that is set already is used as it is.
set -eu

say() { echo "postgres.sh: $*" >&2; }

server() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

# The server refuses to run as root.
as_owner() {
  if [ "$(id -u)" = 0 ]; then (cd / && runuser -u postgres -- "$@"); else "$@"; fi
}

install_server() {
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo -n)
  command -v apt-get >/dev/null || { say "no PostgreSQL in /usr/lib/postgresql, and no apt-get to install it"; return 1; }
  say "installing postgresql with apt"
  ${root[@]+"${root[@]}"} apt-get update -qq >&2 &&
    ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq postgresql >&2
}

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

start() {
  if [ -n "${TWIN_TEST_POSTGRES:-}" ]; then
    printf 'export TWIN_TEST_POSTGRES=%q\n' "$TWIN_TEST_POSTGRES"
    return 0
  fi
  [ -n "$(server)" ] || install_server || { say "could not install PostgreSQL"; return 1; }
  local bin folder password port attempt
  bin=$(server)
  [ -n "$bin" ] || { say "no server in /usr/lib/postgresql after the installation"; return 1; }
  folder=$(mktemp -d "${TMPDIR:-/tmp}/twin-postgres.XXXXXX")
  password=$(random 16)
  printf '%s\n' "$password" > "$folder/password"
  [ "$(id -u)" != 0 ] || chown -R postgres "$folder"
  as_owner "$bin/initdb" -D "$folder/data" -U twin -E UTF8 --locale=C --auth=scram-sha-256 \
    --pwfile="$folder/password" >"$folder.log" 2>&1 || { say "initdb failed"; cat "$folder.log" >&2; rm -rf "$folder" "$folder.log"; return 1; }
  mv "$folder.log" "$folder/log"
  [ "$(id -u)" != 0 ] || chown postgres "$folder/log"
  for attempt in 1 2 3 4 5 6 7 8; do
    port=$((20000 + 0x$(random 2) % 12000))
    if as_owner "$bin/pg_ctl" -D "$folder/data" -l "$folder/log" -w -t 60 \
      -o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='' -c max_connections=200" \
      start >/dev/null 2>&1; then
      printf 'export TWIN_TEST_POSTGRES=%q\n' "Host=127.0.0.1;Port=$port;Username=twin;Password=$password;Database=postgres"
      printf 'export TWIN_TEST_POSTGRES_FOLDER=%q\n' "$folder"
      return 0
    fi
  done
  say "the server does not start; the end of its log:"
  tail -n 20 "$folder/log" >&2
  rm -rf "$folder"
  return 1
}

stop() {
  local folder=${TWIN_TEST_POSTGRES_FOLDER:-}
  case $folder in */twin-postgres.*) ;; *) return 0 ;; esac
  [ -d "$folder" ] || return 0
  # pg_ctl signals the pid in the folder's own postmaster.pid, and waits for its end.
  [ ! -f "$folder/data/postmaster.pid" ] || as_owner "$(server)/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null
  rm -rf "$folder"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  *) echo "usage: tests/postgres.sh start|stop" >&2; exit 2 ;;
esac
