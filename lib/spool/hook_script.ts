/** Name of the script in the state folder that the hooks read. */
export const HOOK_SCRIPT_NAME = "hook.sh";

/** What the plugin's hooks put before their input, in place of a space: `printf` knows it as `\t`. */
export const PLUGIN_MARK = "\t";

/**
 * What a hook does with its input, for any POSIX shell. The hook's own command says where:
 * `mpm_home` is the state folder and `mpm_port` the server's port. Its arguments, if there are any,
 * start a server; it does that when nobody has taken the input within a second.
 */
export const HOOK_SCRIPT =
  `# Made by mpm-monitor, which writes it anew at each start. Claude Code's hooks read it.
#
# Keeps what Claude Code tells as one file in the spool, where the server on that port takes it at
# once, or as soon as one runs. Says nothing, fails at nothing, and waits for nobody.
# shellcheck shell=sh disable=SC2154 # mpm_home and mpm_port are set by the hook
exec 2>/dev/null
umask 077
mpm_spool=$mpm_home/spool/$mpm_port
[ -d "$mpm_spool" ] || exit 0

# A name that is there already belongs to an earlier process of the same number.
set -C
mpm_file=$mpm_spool/$PPID.$$
until true >"$mpm_file"; do
  case $mpm_file in *.1.1.1.1.1.1.1.1) exit 0 ;; esac
  mpm_file=$mpm_file.1
done
# A space, or the tab of the plugin's hooks, before the input shows whether the disk is full.
printf '%b' "\${mpm_mark- }" >>"$mpm_file" || {
  rm "$mpm_file"
  exit 0
}

# At the start of a session: a file that nobody has taken within a second finds no server.
if [ $# -gt 0 ]; then
  # Where there is no setsid, as on macOS, the shell's job control makes the process group.
  mpm_group=$(command -v setsid) || set -m
  trap - HUP TERM
  # shellcheck disable=SC2016 # its arguments are for that shell
  $mpm_group sh -c 'sleep 1; [ ! -e "$0" ] || exec "$@"' "$mpm_file" "$@" </dev/null >/dev/null &
  trap '' HUP TERM
fi

# The spool holds 64 MiB at most: beyond that the oldest go, and are counted.
mpm_count() { mpm_waiting=$#; }
mpm_count "$mpm_spool"/*
if [ "$mpm_waiting" -gt 64 ] && [ $((mpm_waiting % 32)) -lt 2 ]; then
  mpm_size=$(du -sk "$mpm_spool")
  if [ "\${mpm_size%%[!0-9]*}" -gt 65536 ]; then
    # shellcheck disable=SC2012 # the names are digits and dots
    ls -tr "$mpm_spool" | head -n $((mpm_waiting / 4)) | while read -r mpm_name; do
      case $mpm_name in *[!0-9.]*) continue ;; esac
      rm "$mpm_spool/$mpm_name" && echo
    done | wc -l >>"$mpm_spool/.dropped"
  fi
fi

# Nothing is started for it but this, and what is longer than 32 MiB is cut.
exec head -c 33554432 >>"$mpm_file"
`;
