# What script/demo, script/test and script/lint share; sourced by them, not run.
#
# Gives: root (the checkout), build_dir, install (yes or no), jobs, build_options; parse_common, prepare_build, configure, build_targets.
# Everything that is written stands in the build directory: ccache's store and temporary files too.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build_dir=$root/build
install=yes
jobs=$(nproc)
# The same for demo and test, so that neither builds again what the other has built.
build_options="-DCMAKE_BUILD_TYPE=RelWithDebInfo -DISTHMUS_WERROR=ON"

# Prints a failure and ends. fail STATUS MESSAGE
fail() {
  echo "$(basename "$0"): $2" >&2
  exit "$1"
}

# Takes the options that every script has; the rest is left in the array `arguments`.
parse_common() {
  arguments=()
  while [ $# -gt 0 ]; do
    case $1 in
      --no-install) install=no ;;
      --build-dir) [ $# -ge 2 ] || fail 2 "--build-dir wants a directory"; build_dir=$2; shift ;;
      --build-dir=*) build_dir=${1#*=} ;;
      -h | --help) usage; exit 0 ;;
      *) arguments+=("$1") ;;
    esac
    shift
  done
  [[ $build_dir = /* ]] || build_dir=$PWD/$build_dir
}

# Installs what is missing and prepares the build directory. prepare_build [BOOTSTRAP_OPTION…]
prepare_build() {
  [ "$install" = no ] || "$root/script/bootstrap" "$@"
  mkdir -p "$build_dir/tmp"
  export CCACHE_DIR=${CCACHE_DIR:-$build_dir/ccache}
  export TMPDIR=$build_dir/tmp
}

# Configures quietly; shows the log only when it fails. configure DIRECTORY "CMAKE_OPTIONS"
configure() {
  mkdir -p "$1"
  # shellcheck disable=SC2086  # the options are several words
  if ! cmake -S "$root" -B "$1" -G Ninja $2 >"$1/configure.log" 2>&1; then
    cat "$1/configure.log" >&2
    fail 1 "configuring the build failed"
  fi
}

# build_targets DIRECTORY "CMAKE_OPTIONS" TARGET…
build_targets() {
  local directory=$1 options=$2
  shift 2
  configure "$directory" "$options"
  local quiet=--quiet
  [ -t 2 ] && quiet=
  ninja -C "$directory" -j "$jobs" $quiet "$@" >&2
}
