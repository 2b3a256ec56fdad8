#!/usr/bin/env bash
# A simulation that can be stopped: a population that grows and starves, step by step. On USR1 it finishes its step, saves
# where it is and exits with 75; the next attempt finds the checkpoint, because all attempts of a point share its directory.
set -euo pipefail
trap 'stop=1' USR1
stop=0

step=0 population=0.5 computed=0 resumed=0
if [ -f checkpoint ]; then
  read -r step population computed resumed < checkpoint
  resumed=$((resumed + 1))
  echo "attempt $MUSTER_ATTEMPT goes on after step $step"
fi

# To a file beside it, then renamed: whoever is killed while saving leaves the earlier checkpoint whole.
save() {
  echo "$step $population $computed $resumed" > checkpoint.new
  mv checkpoint.new checkpoint
}

# The signal goes to every process of the point. What must not break off in the middle ignores it.
advance() {
  trap '' USR1
  sleep 0.05
  awk -v p="$population" -v r="$PARAM_growth" 'BEGIN { printf "%.6f", r * p * (1 - p) }'
}

while [ "$step" -lt "$PARAM_steps" ]; do
  # Again, where the signal came in the moment before it was ignored: it comes once.
  next=$(advance) || next=$(advance)
  population=$next
  step=$((step + 1)) computed=$((computed + 1))
  echo "$step,$population" >> steps.csv
  if [ "$stop" = 1 ]; then
    save
    echo "saved after step $step"
    exit 75
  fi
done

echo "{\"population\": $population, \"computed\": $computed, \"resumed\": $resumed}" > "$MUSTER_RESULT_FILE"
