#!/bin/bash
# Makes this instance a worker of Muster's deployment @DEPLOYMENT@. No secret and no spec stands here: the instance's role may fetch
# the agent, its digest stands below, and what the agent is to do it learns from the instance's tags and the store.
set -Eeuo pipefail

deployment='@DEPLOYMENT@'
store='@STORE@'
bucket_region='@BUCKET_REGION@'
bucket='@BUCKET@'
key='@KEY@'
sha256='@SHA256@'
agent_role='@AGENT_ROLE@'
external_id='@EXTERNAL_ID@'
longest_life_seconds='@LONGEST_LIFE_SECONDS@'

root="${MUSTER_BOOTSTRAP_ROOT:-}" # where files go; tests have one of their own
home="$root/opt/muster"
data="$root/var/lib/muster"
units="$root/etc/systemd/system"

# An instance without an agent would cost money for nothing. To shut it down is to terminate it.
give_up() {
  trap - ERR
  echo "muster: $1 The instance shuts down." >&2
  shutdown -h now
  exit 1
}
trap 'give_up "The bootstrap failed in line $LINENO."' ERR

# First of all the dead man: whatever becomes of the rest, the machine ends. Its time is set once and survives restarts.
arm_dead_man() {
  mkdir -p "$units"
  if [ ! -e "$units/muster-dead-man.timer" ]; then
    local ends
    ends=$(date -u -d "@$(($(date +%s) + longest_life_seconds))" '+%Y-%m-%d %H:%M:%S UTC')
    cat > "$units/muster-dead-man.service" <<UNIT
[Unit]
Description=Muster: this instance has lived for as long as $deployment allows

[Service]
Type=oneshot
ExecStart=/usr/bin/env shutdown -h now
UNIT
    cat > "$units/muster-dead-man.timer.new" <<UNIT
[Unit]
Description=Muster: the end of this instance

[Timer]
OnCalendar=$ends
AccuracySec=1s
Persistent=true

[Install]
WantedBy=timers.target
UNIT
    mv "$units/muster-dead-man.timer.new" "$units/muster-dead-man.timer"
  fi
  systemctl daemon-reload
  systemctl enable --now muster-dead-man.timer
}

fetch_agent() {
  mkdir -p "$home"
  local try
  for try in 1 2 3 4 5; do
    if aws s3api get-object --region "$bucket_region" --bucket "$bucket" --key "$key" "$home/muster.new" > /dev/null; then
      break
    fi
    [ "$try" -lt 5 ] || give_up "The agent s3://$bucket/$key cannot be fetched."
    sleep "$((try * 2))"
  done
  local found
  found=$(sha256sum "$home/muster.new" | cut -d ' ' -f 1)
  if [ "$found" != "$sha256" ]; then
    rm -f "$home/muster.new"
    give_up "The agent s3://$bucket/$key has the SHA-256 $found, but the deployment expects $sha256."
  fi
  chmod 755 "$home/muster.new"
  mv "$home/muster.new" "$home/muster"
}

# Points run as a user of their own, who may become root: on a machine that lives for them alone, setup may have to install something.
make_user() {
  mkdir -p "$data" "$root/etc/sudoers.d"
  id -u muster > /dev/null 2>&1 || useradd --system --home-dir "$data" --shell /bin/bash muster
  chown muster "$data"
  echo 'muster ALL=(ALL) NOPASSWD: ALL' > "$root/etc/sudoers.d/muster"
  chmod 440 "$root/etc/sudoers.d/muster"
}

# Exit code 2: the platform was asked to stop or hibernate the machine, and does so. After any other, and after a crash, it ends.
install_agent() {
  cat > "$home/ended" <<'SCRIPT'
#!/bin/bash
[ "${EXIT_CODE:-}" = exited ] && [ "${EXIT_STATUS:-}" = 2 ] || shutdown -h now
SCRIPT
  chmod 755 "$home/ended"
  cat > "$units/muster-agent.service" <<UNIT
[Unit]
Description=Muster agent of $deployment
Wants=network-online.target
After=network-online.target

[Service]
User=muster
Environment=HOME=/var/lib/muster XDG_DATA_HOME=/var/lib/muster
Environment=MUSTER_STORE=$store MUSTER_AGENT_ROLE=$agent_role MUSTER_EXTERNAL_ID=$external_id
WorkingDirectory=/var/lib/muster
ExecStart=/opt/muster/muster agent instance --deadline ${longest_life_seconds}s
ExecStopPost=+/opt/muster/ended
Restart=no
TimeoutStopSec=120
LimitNOFILE=65536
TasksMax=infinity
OOMPolicy=continue
UNIT
  systemctl daemon-reload
  # It is not enabled: its place in the run is good for this start alone, and a machine that was stopped to be looked at later must not end when it starts.
  systemctl start --no-block muster-agent.service
}

arm_dead_man
fetch_agent
make_user
install_agent
