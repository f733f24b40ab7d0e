#!/bin/sh
# Installs mpm-monitor for the user who runs it:
#
#   curl -fsSL https://github.com/mpm-monitor/mpm-monitor/releases/latest/download/install.sh | sh
#
# "sh -s -- --uninstall" in place of "sh" removes it again. These variables change what it does:
#
#   MPM_MONITOR_VERSION      a release, such as 0.1.0; the latest unless set
#   MPM_MONITOR_INSTALL_DIR  where the program goes; ~/.local/bin unless set
#   MPM_MONITOR_BASE_URL     where releases are served from
#
# Everything is within functions, and the last line calls them: a part of this script does nothing.
set -u

say() {
  printf '%s\n' "$*"
}

# fail WHAT REASON SUGGESTION
fail() {
  printf 'Error: %s\nReason: %s\nSuggestion: %s\n' "$1" "$2" "$3" >&2
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

usage() {
  say "Usage: install.sh [--uninstall]"
  say "MPM_MONITOR_VERSION, MPM_MONITOR_INSTALL_DIR and MPM_MONITOR_BASE_URL change what it does."
}

# Prints the name of this system's binary.
find_platform() {
  system=$(uname -s)
  machine=$(uname -m)
  case $machine in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) cpu= ;;
  esac
  case $system in
    Linux) os=linux ;;
    Darwin) os=macos ;;
    MINGW* | MSYS* | CYGWIN* | Windows_NT)
      fail "install.sh is not for Windows" "this is $system" \
        "in PowerShell, type: irm $BASE_URL/latest/download/install.ps1 | iex"
      ;;
    *) os= ;;
  esac
  # A shell that runs translated says x86_64 on Apple's own processors.
  if [ "$os $cpu" = "macos x64" ] && [ "$(sysctl -n hw.optional.arm64 2>/dev/null)" = 1 ]; then
    cpu=arm64
  fi
  # A 64-bit kernel may carry a 32-bit system.
  if [ "$os" = linux ] && has getconf && [ "$(getconf LONG_BIT 2>/dev/null)" = 32 ]; then
    cpu=
    machine="$machine with a 32-bit system"
  fi
  if [ -z "$os" ] || [ -z "$cpu" ]; then
    fail "There is no binary of mpm-monitor for this machine" \
      "it is $system on $machine; there are Linux and macOS, each on x86_64 and arm64" \
      "run it from source with Deno: $PROJECT_URL"
  fi
  if [ "$os" = linux ] && uses_musl; then
    fail "There is no binary of mpm-monitor for musl" \
      "this system, Alpine for example, has musl in place of glibc, which the binary needs" \
      "use a system with glibc, such as an image of Debian"
  fi
  say "$os-$cpu"
}

uses_musl() {
  if has ldd; then
    case $(ldd --version 2>&1) in
      *musl*) return 0 ;;
    esac
  fi
  for loader in /lib64/ld-linux-x86-64.so.2 /lib/ld-linux-aarch64.so.1; do
    [ ! -e "$loader" ] || return 1
  done
  for loader in /lib/ld-musl-*.so.1; do
    [ ! -e "$loader" ] || return 0
  done
  return 1
}

# fetch FILE: gets a file of the release into $work.
fetch() {
  address=$RELEASE_URL/$1
  if has curl; then
    set -- "$1" -fsSL --connect-timeout 30 --speed-limit 1 --speed-time 60
    # What began by https must not go on without it.
    case $address in
      https:*) set -- "$@" --proto-redir '=https' ;;
    esac
    name=$1
    shift
    curl "$@" -o "$work/$name" "$address" 2>"$work/said"
  elif has wget; then
    # GNU's tries twenty times unless it is told otherwise; others do not know how to be told.
    if wget --version >/dev/null 2>&1; then
      wget -nv -t 2 -T 60 -O "$work/$1" "$address" 2>"$work/said"
    else
      # Not with -T, by which the one of busybox 1.35 crashes.
      wget -q -O "$work/$1" "$address" 2>"$work/said"
    fi
  else
    fail "Cannot download" "neither curl nor wget is on this machine" \
      "install curl, for example: apt-get install curl"
  fi
}

# must_fetch FILE
must_fetch() {
  fetch "$1" && [ -s "$work/$1" ] && return
  reason=$(tail -n 1 "$work/said" 2>/dev/null)
  fail "Cannot download $RELEASE_URL/$1" "${reason:-the server did not send it}" \
    "check the network and MPM_MONITOR_VERSION, then run this again; nothing was changed"
}

# Prints the SHA-256 of a file, in hex.
sum_of() {
  if has sha256sum; then
    sha256sum "$1" | cut -d ' ' -f 1
  elif has shasum; then
    shasum -a 256 "$1" | cut -d ' ' -f 1
  elif has openssl; then
    openssl dgst -sha256 "$1" | sed 's/.* //'
  else
    fail "Cannot check what was downloaded" "none of sha256sum, shasum and openssl is here" \
      "install coreutils or openssl; nothing was changed"
  fi
}

# expected_sum FILE: prints what SHA256SUMS says of it, which is nothing for a file that it lacks.
expected_sum() {
  while read -r sum name; do
    [ "$name" != "$1" ] || printf '%s\n' "$sum"
  done <"$work/SHA256SUMS"
}

# choose_archive PLATFORM: prints the smallest archive that this machine can open.
choose_archive() {
  if [ "${1%-*}" = macos ] || has xz; then
    [ -z "$(expected_sum "mpm-monitor-$1.tar.xz")" ] || {
      say "mpm-monitor-$1.tar.xz"
      return
    }
  fi
  say "mpm-monitor-$1.tar.gz"
}

# unpack ARCHIVE: leaves the program as $work/program.
unpack() {
  folder=${1%.tar.*}
  case $1 in
    *.tar.xz) if has xz; then opened=xz; else opened=tar; fi ;;
    *) if has gzip; then opened=gzip; else opened=tar; fi ;;
  esac
  if ! has tar; then
    fail "Cannot open $1" "tar is not on this machine" "install tar; nothing was changed"
  fi
  if [ "$opened" = tar ]; then
    tar -xf "$work/$1" -C "$work" 2>"$work/said"
  else
    # Not by a pipe: its first half could fail unseen.
    "$opened" -dc "$work/$1" >"$work/tar" 2>"$work/said" && rm -f "$work/${1:?}" &&
      tar -xf "$work/tar" -C "$work" 2>"$work/said" && rm -f "$work/tar"
  fi && mv "$work/$folder/mpm-monitor" "$work/program" 2>"$work/said" && return
  fail "Cannot open $1" "$(tail -n 1 "$work/said")" \
    "see that there are 300 MB of free space in $DIR; nothing was changed"
}

# make_folders: the folder of the program, and one within it for what is half done, from where the
# program can be moved into its place in one step.
make_folders() {
  missing=$DIR
  made=
  while [ ! -e "$missing" ]; do
    made=$missing
    missing=$(dirname "$missing")
  done
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  if ! mkdir -p "$DIR" 2>/dev/null || ! work=$(mktemp -d "$DIR/.mpm-monitor-XXXXXX" 2>/dev/null)
  then
    fail "Cannot write into $DIR" "it is not a folder that user $(id -u) may change" \
      "set MPM_MONITOR_INSTALL_DIR to a folder of your own, such as $HOME/bin"
  fi
}

# Takes away what is half done, and folders that were made for nothing.
clean_up() {
  [ -z "$work" ] || rm -rf "$work"
  empty=$DIR
  while [ -n "$made" ] && rmdir "$empty" 2>/dev/null && [ "$empty" != "$made" ]; do
    empty=$(dirname "$empty")
  done
}

install_program() {
  if [ -d "$PROGRAM" ]; then
    fail "Cannot install $PROGRAM" "there is a folder of that name" \
      "move it away, or set MPM_MONITOR_INSTALL_DIR"
  fi
  platform=$(find_platform) || exit 1
  make_folders
  must_fetch SHA256SUMS
  archive=$(choose_archive "$platform")
  expected=$(expected_sum "$archive")
  if [ -z "$expected" ]; then
    fail "The release has no $archive" "SHA256SUMS of $RELEASE_URL does not name it" \
      "choose another release by MPM_MONITOR_VERSION; nothing was changed"
  fi
  say "Downloading $RELEASE_URL/$archive"
  must_fetch "$archive"
  found=$(sum_of "$work/$archive") || exit 1
  if [ "$found" != "$expected" ]; then
    fail "$archive is not what was released" "its SHA-256 is $found, and should be $expected" \
      "run this again, since a download may be cut; nothing was changed"
  fi
  unpack "$archive"
  chmod 755 "$work/program"
  # A program that does not run here must not replace one that does.
  if ! version=$("$work/program" --version 2>"$work/said"); then
    fail "The program does not run on this machine" "$(tail -n 1 "$work/said")" \
      "glibc 2.27 or newer is needed on Linux; nothing was changed"
  fi
  before=
  [ ! -x "$PROGRAM" ] || before=$("$PROGRAM" --version 2>/dev/null)
  # A program that runs keeps its file; only the name gets the new one.
  if ! mv -f "$work/program" "$PROGRAM" 2>"$work/said"; then
    fail "Cannot put the program to $PROGRAM" "$(tail -n 1 "$work/said")" \
      "set MPM_MONITOR_INSTALL_DIR to a folder of your own; nothing was changed"
  fi
  say "Installed $version as $PROGRAM${before:+, in place of $before}"
  say_what_is_next
}

say_what_is_next() {
  call=mpm-monitor
  first=$(command -v mpm-monitor 2>/dev/null)
  case :$PATH: in
    *":$DIR:"*)
      if [ "$first" != "$PROGRAM" ]; then
        say "Note: $first stands before it on your PATH"
        call=$PROGRAM
      fi
      ;;
    *)
      say "Note: $DIR is not on your PATH. Add this line to your shell's profile:"
      # The person's shell is to expand it.
      # shellcheck disable=SC2016
      printf '  export PATH="%s:$PATH"\n' "$DIR"
      call=$PROGRAM
      ;;
  esac
  if is_running; then
    say "A server runs, still as the program that it was started from. Type:"
    say "  $call restart"
    return
  fi
  say "Next, type:"
  say "  $call start                    # starts the server, and says where the page is"
  say "  $call integrate claude-code    # has Claude Code send its events"
}

is_running() {
  "$PROGRAM" status --quiet >/dev/null 2>&1
}

uninstall_program() {
  if [ ! -f "$PROGRAM" ]; then
    fail "mpm-monitor is not in $DIR" "there is no $PROGRAM" \
      "set MPM_MONITOR_INSTALL_DIR to where it is"
  fi
  # What it added elsewhere would be left calling a program that is gone.
  if "$PROGRAM" --version >/dev/null 2>&1; then
    # Releases before this command had no service either.
    if "$PROGRAM" service --help >/dev/null 2>&1; then
      "$PROGRAM" service uninstall --quiet || fail "Cannot remove the service" \
        "the lines above say why" "correct that, then run this again; nothing was removed"
    fi
    "$PROGRAM" integrate claude-code --remove --quiet || fail "Cannot disconnect Claude Code" \
      "the lines above say why" "correct that, then run this again; nothing was removed"
    "$PROGRAM" stop --quiet || fail "Cannot stop the server" "the lines above say why" \
      "type: $PROGRAM stop --force, then run this again; the program was not removed"
  fi
  # The one that "upgrade --back" would bring back goes as well.
  rm -f "$PROGRAM" "$DIR/.mpm-monitor.previous" || fail "Cannot remove $PROGRAM" "$DIR may not be changed" "remove it by hand"
  say "Removed $PROGRAM"
  data=${MPM_MONITOR_HOME:-$HOME/.claude-mpm/monitor}
  [ ! -d "$data" ] || say "Your events and settings are still in $data; delete it if they are to go"
}

main() {
  PROJECT_URL=https://github.com/mpm-monitor/mpm-monitor
  BASE_URL=${MPM_MONITOR_BASE_URL:-$PROJECT_URL/releases}
  BASE_URL=${BASE_URL%/}
  if [ -z "${MPM_MONITOR_INSTALL_DIR:-}${HOME:-}" ]; then
    fail "Cannot say where to install" "HOME is not set" "set MPM_MONITOR_INSTALL_DIR"
  fi
  HOME=${HOME:-/}
  DIR=${MPM_MONITOR_INSTALL_DIR:-$HOME/.local/bin}
  case $DIR in
    /*) ;;
    *) DIR=$(pwd)/$DIR ;;
  esac
  [ "$DIR" = / ] || DIR=${DIR%/}
  PROGRAM=$DIR/mpm-monitor
  work=
  wanted=${MPM_MONITOR_VERSION:-latest}
  wanted=${wanted#v}
  case $wanted in
    *[!A-Za-z0-9.+-]*)
      fail "MPM_MONITOR_VERSION is no version" "it is \"$wanted\"" "set it to one, such as 0.1.0"
      ;;
    latest) RELEASE_URL=$BASE_URL/latest/download ;;
    *) RELEASE_URL=$BASE_URL/download/v$wanted ;;
  esac
  case ${1:-} in
    '') install_program ;;
    --uninstall) uninstall_program ;;
    -h | --help) usage ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
}

main "$@"
