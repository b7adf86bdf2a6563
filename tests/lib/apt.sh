# Packages of Debian, for scripts that source this. Where one may not be installed, or cannot be, the script ends with 2
# and says what is missing.

missing() {
  echo "$0: missing: $1" >&2
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
  else return 1
  fi
}

# Installs the packages that follow for the reason $1.
apt_install() {
  local why=$1
  shift
  echo "$0: installing $* ($why)" >&2
  if ! command -v apt-get >/dev/null || ! as_root true; then
    missing "$* ($why). Please install it; this user may not."
  fi
  # Not every distribution has every package.
  if ! as_root apt-get update -qq ||
    ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null; then
    missing "$* ($why), which apt-get could not install for the reason above. Please install it in another way."
  fi
}
