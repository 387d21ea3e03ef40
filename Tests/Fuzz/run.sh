#!/usr/bin/env bash
# Builds the fuzz target (libFuzzer) and runs it: run.sh SECONDS. What it finds is left in var/fuzz.
set -euo pipefail
seconds=${1:-300}
out=var/fuzz
mkdir -p "$out/corpus"

flags=(-swift-version 6 -package-name gleaner -O -wmo -parse-as-library -enable-testing -sanitize=fuzzer -I "$out" -I Sources/CScan -I Sources/CLinear)
for feature in ExistentialAny InternalImportsByDefault MemberImportVisibility; do
  flags+=(-enable-upcoming-feature "$feature")
done
for room in Papers Scoring; do
  find "Sources/$room" -name '*.swift' -print0 | sort -z | xargs -0 \
    swiftc "${flags[@]}" -module-name "$room" -emit-module -emit-module-path "$out/$room.swiftmodule" \
    -c -o "$out/$room.o"
done
swiftc "${flags[@]}" -module-name Fuzz Tests/Fuzz/Fuzz.swift "$out/Papers.o" "$out/Scoring.o" -llinear -o "$out/fuzz"

exec "$out/fuzz" -max_total_time="$seconds" -timeout=10 -max_len=2000 -dict=Tests/Fuzz/words.dict \
  -artifact_prefix="$out/" -print_final_stats=1 "$out/corpus" Tests/Fuzz/corpus
