# Sourced by start and stop: which instance of LocalStack is meant, and whether it runs. Sets port, data, target, venv.
# shellcheck shell=bash disable=SC2034 # The callers use what is set here.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
target=$(dirname "$here")/target/localstack
venv=${LOCALSTACK_VENV:-$target/venv}

# Reads the options --port and --data; any other prints the head comment of the calling script.
read_options() {
  port=4566 data=
  while [ $# -gt 0 ]; do
    case $1 in
      --port) port=${2:?"$1 needs a number"}; shift 2 ;;
      --data) data=${2:?"$1 needs a directory"}; shift 2 ;;
      -h | --help) usage; exit 0 ;;
      *) usage >&2; exit 2 ;;
    esac
  done
}

usage() {
  sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
}

# Fails where the process has ended or, after a restart of the machine, its number belongs to another program.
is_running() {
  local pid=$1
  { tr '\0' ' ' <"/proc/$pid/cmdline" || ps -p "$pid" -o args=; } 2>/dev/null | grep -q localstack.runtime.main
}
