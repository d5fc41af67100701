# The attacks of the shell: `worked` with exit code 0, or `refused` and exit code 1.
worked() { echo worked; exit 0; }
refused() { echo refused without effect; exit 1; }
reach() { if [ -e "$1" ]; then echo "$1"; else echo "/host$1"; fi; }
case $1 in
read) cat "$(reach "$2")" && worked || refused ;;
userns) unshare --user --map-root-user true && worked || refused ;;
mount) mkdir -p m && mount -t tmpfs x m && worked || refused ;;
chmod) chmod 4777 "$(reach "$2")" && worked || refused ;;
signal) kill -CONT -1 2>/dev/null; i=2; while [ $i -lt 400 ]; do
    [ $i != $$ ] && [ $i != $PPID ] && kill -0 $i 2>/dev/null && grep -q "^Uid:.0" /proc/$i/status && worked; i=$((i + 1)); done; refused ;;
daemon) setsid sh -c 'trap "" TERM HUP INT; sleep 600 & sleep 600' </dev/null >/dev/null 2>&1 & exit 0 ;;
nohup) nohup sleep 600 </dev/null >/dev/null 2>&1 & exit 0 ;;
find) read -r self rest </proc/self/stat; for process in /proc/[0-9]*; do [ "${process#/proc/}" = 1 ] || [ "${process#/proc/}" = "$self" ] || worked; done; refused ;;
many) i=0; while [ $i -lt "$2" ]; do sleep 60 & i=$((i + 1)); done; worked ;;
fill) dd if=/dev/zero of="$2" bs=1M count="$3" 2>/dev/null && worked || refused ;;
flood) head -c "$2" /dev/zero | tr '\0' y; echo; worked ;;
link) rm -f artefact; ln -s "$(reach "$2")" artefact ;;
leave) echo word > "$2" && worked || refused ;;
left) grep -q word "$2" && worked || refused ;;
device) (exec 3<"$2") && worked || refused ;;
setuid) cp /bin/sh mine && chmod 4755 mine && [ "$(./mine -p -c 'id -u')" = 0 ] && worked || refused ;;
log) (exec 3>/dev/kmsg) && worked || refused ;;
rest) exit 2 ;;
esac
