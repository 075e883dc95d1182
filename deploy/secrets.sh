#!/usr/bin/env bash
# Makes the secrets that compose.yaml mounts, in secrets/ beside this file. What is there already stays as it is.
#
#   deploy/secrets.sh                   makes what is missing
#
# The folder is open to its owner alone; the files in it can be read by everybody, for Compose mounts them as they are
# and the silo's user is another one in the container.
set -eu
cd "$(dirname "$0")"

mkdir -p secrets
chmod 700 secrets

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# put NAME VALUE: writes it once.
put() {
  [ ! -e "secrets/$1" ] || return 0
  (umask 077 && printf '%s\n' "$2" > "secrets/$1.new")
  chmod 444 "secrets/$1.new"
  mv "secrets/$1.new" "secrets/$1"
  echo "made deploy/secrets/$1"
}

put postgres-password "$(random 24)"
put twin-password "$(random 24)"
put twin-store "Host=postgres;Database=twin;Username=twin;Password=$(cat secrets/twin-password);Maximum Pool Size=30"
put bootstrap-key "$(random 32)"
