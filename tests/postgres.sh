#!/usr/bin/env bash
# A throw-away PostgreSQL for tests: "postgres.sh start PORT" prints its folder, "postgres.sh stop FOLDER" removes it,
# "postgres.sh start durable" is one that keeps what it acknowledged, reached by the socket in its folder alone: no port to lose,
# "postgres.sh crash FOLDER" kills it and starts it again,
# "postgres.sh replica FOLDER" prints the folder of a streaming replica of a durable server,
# "postgres.sh promote FOLDER" makes a replica a server of its own, "postgres.sh die FOLDER" kills a server for good.
# The one at a port forgets on power loss, which is what tests want; Essaim itself refuses such storage.
set -euo pipefail
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

new_folder() {
  dir=$(mktemp -d -t essaim-pg.XXXXXX)
  [ "$(id -u)" != 0 ] || chown postgres: "$dir"
}

serve() { # serve OPTIONS: starts the server of the new folder
  local options="-c unix_socket_directories=$dir -c max_connections=200 -c shared_buffers=128MB $*"
  as_postgres "$bin/pg_ctl" -D "$dir/data" -w -l "$dir/log" -o "$options" start >/dev/null || { cat "$dir/log" >&2; exit 1; }
  echo "$dir"
}

by_socket="-c listen_addresses="

case $1 in
start)
  new_folder
  as_postgres "$bin/initdb" -D "$dir/data" -U essaim -A trust --no-sync --no-instructions -E UTF8 --locale=C.UTF-8 >/dev/null
  case $2 in
  durable) serve "$by_socket" ;;
  *) serve "-p $2 -c listen_addresses=127.0.0.1 -c fsync=off -c synchronous_commit=off -c full_page_writes=off" ;;
  esac
  ;;
replica)
  new_folder
  as_postgres "$bin/pg_basebackup" -D "$dir/data" -h "$2" -U essaim -X stream -c fast -R -C -S essaim_replica >/dev/null
  serve "$by_socket"
  ;;
promote)
  as_postgres "$bin/pg_ctl" -D "$2/data" -w promote >/dev/null
  ;;
die)
  as_postgres "$bin/pg_ctl" -D "$2/data" -w -m immediate stop >/dev/null
  ;;
crash)
  # As a power cut: no farewell to anybody; then started again with the options it had.
  as_postgres "$bin/pg_ctl" -D "$2/data" -w -m immediate -l "$2/log" restart >/dev/null
  ;;
stop)
  as_postgres "$bin/pg_ctl" -D "$2/data" -m immediate stop >/dev/null || true
  rm -rf "$2"
  ;;
esac
