# first_day.sh: a person's first day with mpm-monitor, on a system that has nothing else. It is run
# within that system, as root; the person is kim. Every line of it must succeed.
#
#   CHANNEL     how it is installed: script, npm or deb
#   BASE_URL    the releases OLD and NEW; the latest is OLD until NEW is asked for
set -eu

say() { printf '\n== %s\n' "$*"; }
as_kim() { (cd /home/kim && setpriv --reuid=1000 --regid=1000 --clear-groups -- "$@"); }
monitor() { as_kim mpm-monitor "$@"; }
must_hold() { "$@" || { echo "does not hold: $*" >&2; exit 1; }; }

export HOME=/home/kim PATH=/home/kim/.local/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin
export MPM_MONITOR_BASE_URL="$BASE_URL" NO_COLOR=1
export npm_config_audit=false npm_config_fund=false npm_config_offline=true
export npm_config_cache=/tmp/npm npm_config_prefix=/home/kim/.local npm_config_update_notifier=false

# All files but what is not on a disk, the events, and what package managers note down for themselves.
# Empty folders are theirs as well.
list_files() {
  find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /var/lib/dpkg -o -path /var/log \
    -o -path /home/kim/.claude-mpm \) -prune -o ! -type d -print | sort
}

fetch_to() { curl -fsS -o "$2" "$BASE_URL/$1"; }

# install VERSION
install() {
  case $CHANNEL in
    script)
      fetch_to "download/v$1/install.sh" /tmp/install.sh
      MPM_MONITOR_VERSION=$1 as_kim sh /tmp/install.sh
      ;;
    npm)
      fetch_to "npm/mpm-monitor-$1.tgz" "/tmp/mpm-monitor-$1.tgz"
      fetch_to "npm/mpm-monitor-$PLATFORM-$1.tgz" "/tmp/mpm-monitor-$PLATFORM-$1.tgz"
      as_kim npm install --global --omit=optional "/tmp/mpm-monitor-$1.tgz" \
        "/tmp/mpm-monitor-$PLATFORM-$1.tgz"
      ;;
    deb)
      fetch_to "download/v$1/mpm-monitor_$1_$(dpkg --print-architecture).deb" /tmp/mpm-monitor.deb
      dpkg --install --force-downgrade /tmp/mpm-monitor.deb
      ;;
  esac
}

# upgrade_to VERSION
upgrade_to() {
  if [ "$CHANNEL" = script ]; then
    monitor upgrade --to "$1"
  else
    install "$1"
    monitor restart
  fi
}

go_back_to() {
  if [ "$CHANNEL" = script ]; then
    monitor upgrade --back
  else
    upgrade_to "$1"
  fi
}

uninstall() {
  case $CHANNEL in
    script) as_kim sh /tmp/install.sh --uninstall ;;
    npm)
      monitor stop
      as_kim npm uninstall --global mpm-monitor "@mpm-monitor/$PLATFORM"
      ;;
    deb)
      monitor stop
      dpkg --remove mpm-monitor
      ;;
  esac
}

# runs VERSION: the server that runs is of that version, and has the event.
runs() {
  must_hold [ "$(monitor --version)" = "mpm-monitor $1" ]
  curl -fsS "http://localhost:$PORT/health" >/tmp/health
  must_hold grep -q "\"version\":\"$1\"" /tmp/health
  curl -fsS "http://localhost:$PORT/api/events?after=0" >/tmp/events
  must_hold grep -q "seen-on-the-first-day" /tmp/events
}

must_hold [ -z "$(command -v deno || true)" ]
[ "$CHANNEL" = npm ] || must_hold [ -z "$(command -v node || true)" ]
mkdir -p /home/kim/.local/bin /home/kim/.local/lib
chown -R 1000:1000 /home/kim
list_files >/tmp/before

say "install $OLD"
install "$OLD"
say "start, event, page, restart"
monitor start
as_kim curl -fsS -X POST -H 'content-type: application/json' \
  -d '{"hook_event_name":"UserPromptSubmit","session_id":"day","cwd":"/tmp","prompt":"seen-on-the-first-day"}' \
  "http://localhost:$PORT/hooks/claude"
curl -fsS "http://localhost:$PORT/" >/tmp/page
must_hold grep -q '<title>' /tmp/page
runs "$OLD"
monitor restart
runs "$OLD"
say "to $NEW"
upgrade_to "$NEW"
runs "$NEW"
say "back to $OLD"
go_back_to "$OLD"
runs "$OLD"
say "uninstall"
uninstall | tee /tmp/uninstalled
must_hold [ -z "$(command -v mpm-monitor || true)" ]
# One that has ended and that nobody has asked about is none.
must_hold [ -z "$(pgrep --runstates R,S,D mpm-monitor || true)" ]
[ "$CHANNEL" = npm ] || must_hold grep -q '\.claude-mpm/monitor' /tmp/uninstalled
must_hold [ -d /home/kim/.claude-mpm/monitor/stores ]
list_files >/tmp/after
must_hold diff /tmp/before /tmp/after
echo "All held"
