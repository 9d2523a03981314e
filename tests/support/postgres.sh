#!/usr/bin/env bash
# A throwaway PostgreSQL for the tests. Its data die with it; it listens on 127.0.0.1 alone.
#   tests/support/postgres.sh start   starts one (or finds the one that runs) and prints its URL
#   tests/support/postgres.sh stop    stops it and removes its files
#   TEST_DATABASE_URL=$(tests/support/postgres.sh start) npm test
# POSTGRES_TEST_DIR names the folder of the cluster, for two beside each other.
set -euo pipefail
umask 077

dir=${POSTGRES_TEST_DIR:-${TMPDIR:-/tmp}/mesa-abierta-postgres-$(id -u)}

# Debian keeps these programs out of the PATH, one folder a version.
find_bin() {
	local newest
	newest=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
	if [ -n "$newest" ] && [ -x "$newest/initdb" ]; then
		echo "$newest"
	elif command -v initdb >/dev/null; then
		dirname "$(readlink -f "$(command -v initdb)")"
	else
		echo 'PostgreSQL is not installed: on Debian, apt-get install postgresql' >&2
		return 1
	fi
}

# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
	owner=postgres
	as_owner() { (cd "$dir" && runuser -u "$owner" -- "$@"); }
else
	owner=$(id -un)
	as_owner() { (cd "$dir" && "$@"); }
fi

free_port() {
	local port
	while :; do
		port=$((20000 + RANDOM % 20000))
		if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
			echo "$port"
			return
		fi
	done
}

start() {
	local bin port password
	bin=$(find_bin)
	if [ -f "$dir/url" ] && as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
		cat "$dir/url"
		return
	fi
	stop
	mkdir -p "$dir"
	password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
	printf '%s\n' "$password" >"$dir/password"
	chown -R "$owner" "$dir"
	as_owner "$bin/initdb" -D "$dir/data" -U mesa -A scram-sha-256 --pwfile="$dir/password" -E UTF8 --locale=C.UTF-8 >&2
	port=$(free_port)
	as_owner "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -t 60 \
		-o "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$dir' -c fsync=on -c synchronous_commit=on -c max_connections=200" \
		start >&2 || { cat "$dir/log" >&2; return 1; }
	PGPASSWORD=$password as_owner "$bin/createdb" -h 127.0.0.1 -p "$port" -U mesa mesa_test
	printf 'postgres://mesa:%s@127.0.0.1:%s/mesa_test\n' "$password" "$port" >"$dir/url"
	cat "$dir/url"
}

stop() {
	[ -d "$dir" ] || return 0
	local bin
	bin=$(find_bin)
	if as_owner "$bin/pg_ctl" -D "$dir/data" status >/dev/null 2>&1; then
		as_owner "$bin/pg_ctl" -D "$dir/data" -m immediate -w stop >&2
	fi
	rm -rf "$dir"
}

case "${1:-}" in
	start) start ;;
	stop) stop ;;
	*)
		echo "usage: $0 start|stop" >&2
		exit 2
		;;
esac
