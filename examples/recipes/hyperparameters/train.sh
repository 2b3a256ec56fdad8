#!/usr/bin/env bash
# A training that fits in a page: learns y = 2x - 1 by stochastic gradient descent from noisy samples.
# Exit codes: 75 try again (here the first attempt of seed 2, as if a licence were taken), 2 it diverged.
set -euo pipefail

if [ "$PARAM_seed" = 2 ] && [ "$MUSTER_ATTEMPT" = 1 ]; then
  echo "no licence is free" >&2
  exit 75
fi

result=$(awk -v rate="$PARAM_lr" -v seed="$PARAM_seed" '
  # A generator of its own: the rand() of one awk is not that of another.
  function chance() { seed = (seed * 16807) % 2147483647; return seed / 2147483647 }
  BEGIN {
    chance()
    for (step = 1; step <= 400; step++) {
      x = 2 * chance() - 1
      error = weight * x + bias - (2 * x - 1 + 0.2 * (chance() - 0.5))
      weight -= rate * error * x
      bias -= rate * error
      if (step % 100 == 0) printf "step %d: weight %.3f, bias %.3f\n", step, weight, bias > "/dev/stderr"
      if (error * error > 1000000) { print "it diverged at step " step > "/dev/stderr"; exit 2 }
    }
    loss = (weight - 2) ^ 2 / 3 + (bias + 1) ^ 2
    printf "{\"loss\": %.5f, \"weight\": %.3f, \"bias\": %.3f}\n", loss, weight, bias
  }')
echo "$result" > "$MUSTER_RESULT_FILE"
