#!/bin/sh
# Stands in for `systemctl --user`: starts a unit's ExecStart as a child, and again after a signal,
# as systemd does with Restart=on-failure and RestartPreventExitStatus. Its state is in $STAND_IN.
set -u
[ "${1:-}" = --user ] && shift
units=${XDG_CONFIG_HOME:-$HOME/.config}/systemd/user
command=${1:-}
shift
echo "$command $*" >>"$STAND_IN/calls"
now=no
[ "${1:-}" = --now ] && now=yes && shift
unit=${1:-}

# What systemd would make of the line: words in double quotes, with backslashes, %% and $$.
exec_line() {
  sed -n 's/^ExecStart=//p' "$units/$unit" | sed -e 's/%%/%/g' -e 's/\$\$/\\$/g'
}

start_unit() {
  [ -f "$units/$unit" ] || { echo "Unit $unit not found." >&2; exit 5; }
  if [ -f "$STAND_IN/main" ] && kill -0 "$(cat "$STAND_IN/supervisor")" 2>/dev/null; then
    return 0
  fi
  line=$(exec_line)
  sed -n 's/^Environment=/export /p' "$units/$unit" | sed 's/%%/%/g' >"$STAND_IN/environment"
  (
    # shellcheck source=/dev/null
    . "$STAND_IN/environment"
    unset MPM_MONITOR_HOME
    while :; do
      eval "exec setsid $line" </dev/null >>"$STAND_IN/journal" 2>&1 &
      main=$!
      echo "$main" >"$STAND_IN/main"
      wait "$main"
      code=$?
      if [ "$code" -gt 128 ] && [ ! -f "$STAND_IN/stopping" ]; then
        echo "restarting after $code" >>"$STAND_IN/journal"
        sleep 1
        continue
      fi
      rm -f "$STAND_IN/main" "$STAND_IN/supervisor"
      if [ "$code" -eq 0 ]; then echo inactive; else echo failed; fi >"$STAND_IN/state"
      exit
    done
  ) </dev/null >/dev/null 2>&1 &
  echo "$!" >"$STAND_IN/supervisor"
  echo active >"$STAND_IN/state"
}

stop_unit() {
  [ -f "$STAND_IN/main" ] || return 0
  touch "$STAND_IN/stopping"
  kill -TERM "$(cat "$STAND_IN/main")" 2>/dev/null
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -f "$STAND_IN/supervisor" ] || break
    sleep 1
  done
  rm -f "$STAND_IN/stopping"
}

case $command in
  show) echo Version=252 ;;
  daemon-reload | reset-failed) ;;
  enable) touch "$STAND_IN/enabled" ;;
  start) start_unit ;;
  # What a login does.
  login) [ -f "$STAND_IN/enabled" ] && start_unit ;;
  disable)
    [ "$now" = yes ] && stop_unit
    rm -f "$STAND_IN/enabled"
    ;;
  stop) stop_unit ;;
  is-active) cat "$STAND_IN/state" 2>/dev/null || echo inactive ;;
  *) echo "Unknown command $command" >&2; exit 1 ;;
esac
