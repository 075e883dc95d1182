#!/usr/bin/env bash
# Restores, builds and runs the tests; the last line is "N passed, N failed, N skipped".
#
#   ./test.sh                    everything
#   ./test.sh Core               tests/ShopFloorTwin.Core.Tests only
#   ./test.sh Core -- -class X   …with arguments for the xunit.v3 runner
#   ./test.sh --no-postgres      leaves the PostgreSQL tests out, and says so
#   Engine=Orleans ./test.sh     with the cluster engine and its tests
#
# CONFIGURATION (default Release: the forecast's arithmetic is far slower without optimisation)
# and TEST_TIMEOUT_SECONDS (default 420, for one test project) may be set. A PostgreSQL that
# TWIN_TEST_POSTGRES names is used as it is; without one, a throw-away server is started and stopped.
set -u
cd "$(dirname "$0")" || exit 1

configuration=${CONFIGURATION:-Release}
timeout_seconds=${TEST_TIMEOUT_SECONDS:-420}
postgres=yes
only=()
runner=()
while [ $# -gt 0 ]; do
  case $1 in
    --no-postgres) postgres=no ;;
    --) shift; runner=("$@"); break ;;
    -h|--help) sed -n '2,13s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) echo "test.sh: unknown option $1 (try --help)" >&2; exit 2 ;;
    *) only+=("$1") ;;
  esac
  shift
done

passed=0 failed=0 skipped=0
lanes=()
finish() {
  [ ${#lanes[@]} -eq 0 ] || printf '%s\n' "${lanes[@]}"
  echo "$passed passed, $failed failed, $skipped skipped"
  exit "$1"
}
stop() { echo "test.sh: $1" >&2; failed=$((failed + 1)); finish 1; }

command -v dotnet >/dev/null || stop "the .NET 10 SDK is needed: dotnet is not on the PATH"

# The cluster engine: its builds lie apart (Directory.Build.props), and without it its test project is empty.
binaries=bin
orleans=no
if [ ! -d src/ShopFloorTwin.Orleans ]; then
  lanes+=("skipped: the Orleans engine, because this source tree has none")
elif [ "${Engine:-}" != Orleans ]; then
  lanes+=("skipped: the Orleans engine, because it is built only with Engine=Orleans ./test.sh")
elif ! dotnet restore tests/ShopFloorTwin.Orleans.Tests -nologo -v quiet; then
  lanes+=("skipped: the Orleans engine, because its packages cannot be restored (the messages are above)")
  unset Engine
else
  binaries=bin/orleans
  orleans=yes
fi

projects=()
if [ ${#only[@]} -eq 0 ]; then
  for folder in tests/ShopFloorTwin.*.Tests; do projects+=("${folder##*/}"); done
else
  for name in "${only[@]}"; do
    project="ShopFloorTwin.${name%.Tests}.Tests"
    [ -d "tests/$project" ] || stop "there is no tests/$project"
    projects+=("$project")
  done
fi

if [ ${#only[@]} -eq 0 ]; then
  dotnet build ShopFloorTwin.sln -c "$configuration" -nologo -v quiet -clp:"NoSummary;ErrorsOnly" || stop "the build failed"
else
  for project in "${projects[@]}"; do
    dotnet build "tests/$project" -c "$configuration" -nologo -v quiet -clp:"NoSummary;ErrorsOnly" || stop "the build of $project failed"
  done
fi

if [ $postgres = no ]; then
  lanes+=("skipped: PostgreSQL, because of --no-postgres")
  unset TWIN_TEST_POSTGRES
elif [ -n "${TWIN_TEST_POSTGRES:-}" ]; then
  :
elif exports=$(tests/postgres.sh start); then
  eval "$exports"
  trap 'tests/postgres.sh stop' EXIT
else
  lanes+=("skipped: PostgreSQL, because tests/postgres.sh could not start one (its message is above)")
fi
[ -d ../shared/data ] || lanes+=("skipped: tests on real records, because ../shared/data is absent")

# Adds up one attribute over the <assembly> elements of a result file.
count() { grep -o '<assembly [^>]*>' "$2" | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }

# The reason of every skipped test, one a line.
reasons() { tr '\n' ' ' < "$1" | sed 's/<reason>/\n/g' | sed -e 1d -e 's|</reason>.*||' -e 's/^<!\[CDATA\[//' -e 's/\]\]>$//' -e 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g'; }

results=TestResults
rm -rf $results && mkdir -p $results
for project in "${projects[@]}"; do
  [ "$project" != ShopFloorTwin.Orleans.Tests ] || [ $orleans = yes ] || continue
  dll="tests/$project/$binaries/$configuration/net10.0/$project.dll"
  xml="$results/$project.xml"
  printf '== %s\n' "$project"
  timeout -k 10 "$timeout_seconds" dotnet "$dll" -noLogo -noColor -xml "$xml" ${runner[@]+"${runner[@]}"} > "$results/$project.log" 2>&1
  code=$?
  if [ ! -s "$xml" ]; then
    tail -n 40 "$results/$project.log"
    [ $code -eq 124 ] && echo "$project did not end within $timeout_seconds s" || echo "$project crashed (exit code $code)"
    failed=$((failed + 1))
    continue
  fi
  p=$(count passed "$xml") f=$(count failed "$xml") s=$(count skipped "$xml") e=$(count errors "$xml")
  passed=$((passed + p)) failed=$((failed + f + e)) skipped=$((skipped + s))
  if [ $((f + e)) -gt 0 ]; then
    grep -v '\[SKIP\]' "$results/$project.log"
  elif [ $code -ne 0 ]; then
    tail -n 40 "$results/$project.log"
    echo "$project ended with exit code $code"
    failed=$((failed + 1))
  fi
  if [ "$s" -gt 0 ]; then
    while read -r n reason; do
      lanes+=("skipped: $n of $project, because: $reason")
    done < <(reasons "$xml" | sort | uniq -c)
  fi
done

[ $((passed + failed)) -gt 0 ] || { echo "test.sh: no test ran" >&2; finish 1; }
[ $failed -eq 0 ] && finish 0 || finish 1
