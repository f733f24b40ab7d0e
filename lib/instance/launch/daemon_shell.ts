/**
 * What the shell does before it becomes the server: points the output at a file, and closes all
 * that it was left open by whoever typed `start`, since a lock or a pipe of theirs would be held for
 * as long as the server lives. Deno itself can do neither.
 *
 * Some shells can name no descriptor above 9: then another one, or Perl, closes those. `exec` keeps
 * the PID throughout. The server's command follows as arguments.
 */
export const DAEMON_SHELL = String.raw`
umask 077
exec >>"$MPM_MONITOR_OUTPUT" 2>&1
folder=/dev/fd
[ -d /proc/self/fd ] && folder=/proc/self/fd
high=
for path in "$folder"/*; do
  fd=${"${path##*/}"}
  case $fd in
    [0-2]) ;;
    [3-9]) eval "exec $fd>&-" ;;
    [1-9]*) high="$high $fd" ;;
  esac
done
close='for fd in $0; do eval "exec $fd>&-"; done; exec "$@"'
[ -z "$high" ] && exec "$@"
if (eval 'exec 10>&1') 2>/dev/null; then
  for fd in $high; do eval "exec $fd>&-"; done
elif command -v bash >/dev/null; then
  exec bash -p -c "$close" "$high" "$@"
elif command -v perl >/dev/null; then
  exec perl -e 'use POSIX (); POSIX::close($_) for split " ", shift; exec @ARGV' "$high" "$@"
elif command -v python3 >/dev/null; then
  exec python3 -c 'import os, sys
for fd in sys.argv[1].split(): os.closerange(int(fd), int(fd) + 1)
os.execvp(sys.argv[2], sys.argv[2:])' "$high" "$@"
fi
exec "$@"
`;
