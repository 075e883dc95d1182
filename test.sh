#!/usr/bin/env bash
# Restores, builds and runs the tests; the last line is "N passed, N failed, N skipped".
#
#   ./test.sh                    everything
#   ./test.sh Core               tests/ShopFloorTwin.Core.Tests only
#   ./test.sh Core -- -class X   …with arguments for the xunit.v3 runner
#   ./test.sh --no-postgres      leaves the PostgreSQL tests out, and says so
#   ./test.sh --no-orleans       leaves the cluster engine out, and says so
#
# The cluster engine is built and tested where its packages can be restored; where they cannot, that is said.
# CONFIGURATION (default Release: the forecast's arithmetic is far slower without optimisation)
# and TEST_TIMEOUT_SECONDS (default 420, for one test project) may be set. A PostgreSQL that
# TWIN_TEST_POSTGRES names is used as it is; without one, a throw-away server is started and stopped.
set -u
cd "$(dirname "$0")" || exit 1

configuration=${CONFIGURATION:-Release}
timeout_seconds=${TEST_TIMEOUT_SECONDS:-420}
postgres=yes
orleans=yes
only=()
runner=()
while [ $# -gt 0 ]; do
  case $1 in
    --no-postgres) postgres=no ;;
    --no-orleans) orleans=no ;;
    --) shift; runner=("$@"); break ;;
    -h|--help) sed -n '2,14s/^# \{0,1\}//p' "$0"; exit 0 ;;
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

# The cluster engine's tests are the one project that is built with Engine=Orleans; its builds lie apart (Directory.Build.props).
cluster=ShopFloorTwin.Orleans.Tests
case " ${projects[*]} " in
  *" $cluster "*)
    if [ $orleans = no ]; then
      lanes+=("skipped: the cluster engine, because of --no-orleans")
    elif ! dotnet restore "tests/$cluster" -p:Engine=Orleans -nologo -v quiet; then
      lanes+=("skipped: the cluster engine, because its packages cannot be restored (the messages are above)")
      orleans=no
    fi ;;
  *) orleans=no ;;
esac
unset Engine
build() { dotnet build "$1" -c "$configuration" -p:Engine="$2" -nologo -v quiet -clp:"NoSummary;ErrorsOnly" || stop "the build of $1 failed"; }

if [ ${#only[@]} -eq 0 ]; then
  build ShopFloorTwin.sln Embedded
else
  for project in "${projects[@]}"; do
    [ "$project" = $cluster ] || build "tests/$project" Embedded
  done
fi
[ $orleans = no ] || build "tests/$cluster" Orleans

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
  binaries=bin
  if [ "$project" = $cluster ]; then
    [ $orleans = yes ] || continue
    binaries=bin/orleans
  fi
  dll="tests/$project/$binaries/$configuration/net10.0/$project.dll"
  xml="$results/$project.xml"
  printf '== %s\n' "$project"
  for try in 1 2; do
    timeout -k 10 "$timeout_seconds" dotnet "$dll" -noLogo -noColor -longRunning 120 -xml "$xml" ${runner[@]+"${runner[@]}"} > "$results/$project.log" 2>&1
    code=$?
    # What hangs is not what fails: it is said, with what ran too long, and tried once more.
    [ ! -s "$xml" ] && { [ $code -eq 124 ] || [ $code -eq 137 ]; } && [ $try = 1 ] || break
    grep 'Long Running' "$results/$project.log" | tail -n 4
    lanes+=("hung: $project did not end within $timeout_seconds s at the first try; see the log above for what ran too long")
  done
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
