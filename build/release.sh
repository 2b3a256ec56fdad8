#!/usr/bin/env bash
# Makes all that a release hands out: build/release.sh [FOLDER], by default artifacts/. What is in the folder goes.
# The version is that of the commit (build/Version.targets): for a release stand on its tag, with nothing changed.
set -euo pipefail
out=$(realpath -m "${1:-$(dirname "$0")/../artifacts}")
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

property() { dotnet msbuild cli -t:StampVersion -getProperty:"$1"; }
version=$(property Version) commit=$(property MusterCommit)
name=muster-$version-linux-x64
date=$(git log -1 --format=%ct 2> /dev/null || echo 0)
echo "Muster $version"

rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Given to the build as a whole, so that every assembly carries it.
stamp=(-c Release -v quiet -p:RestoreLockedMode=true "-p:MusterVersion=$version" "-p:MusterCommit=$commit")
dotnet pack cli "${stamp[@]}" -o "$out"
dotnet publish cli "${stamp[@]}" -p:PublishProfile=linux-x64 -o "$work/$name"
cp LICENSE "$work/$name"
tar -C "$work" --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$date" -cf - "$name" | gzip -9n > "$out/$name.tar.gz"

builder=
for candidate in podman docker; do
  if "$candidate" info > /dev/null 2>&1; then builder=$candidate; break; fi
done
if [ -n "$builder" ]; then
  image=muster:${version//+/-}
  "$builder" build -f Containerfile --build-arg "MUSTER_VERSION=$version" --build-arg "MUSTER_COMMIT=$commit" -t "$image" .
  "$builder" save "$image" | gzip -n > "$out/muster-$version-image.tar.gz"
else
  echo "No image: neither podman nor docker works here." >&2
fi

(cd "$out" && sha256sum -- * > "$work/sums" && mv "$work/sums" SHA256SUMS)
cat "$out/SHA256SUMS"
