# Virtual environments of Python, for scripts that source this. Each is made from a lock file with hashes, and kept until
# that file changes. What is missing on this machine is installed where that may be done; else the script ends with 2.

# shellcheck source=apt.sh
. "$(dirname "${BASH_SOURCE[0]}")/apt.sh"

has_venv() {
  python3 -c 'import ensurepip, venv' 2>/dev/null
}

is_installed() {
  [ -x "$1/bin/python" ] && cmp -s "$2" "$1/.apd-lock"
}

# Makes the environment $1 from the lock file $2, for the program $3, unless it is there. Afterwards runs $4, if given.
# Two scripts that do this at once do not disturb each other.
ensure_venv() {
  local venv=$1 lock=$2 program=$3 afterwards=${4:-true}
  ! is_installed "$venv" "$lock" || return 0
  mkdir -p "$(dirname "$venv")"
  exec 9>"$venv.lock"
  ! command -v flock >/dev/null || flock 9
  ! is_installed "$venv" "$lock" || return 0
  has_venv || apt_install "Python with virtual environments, for $program" python3-venv ca-certificates
  python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    missing "Python 3.11 or later; python3 is $(python3 -V)"
  echo "$0: installing $program" >&2
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check --require-hashes --requirement "$lock" >&2 ||
    missing "packages of $lock, which pip could not install for the reason above"
  "$afterwards"
  cp "$lock" "$venv/.apd-lock"
}
