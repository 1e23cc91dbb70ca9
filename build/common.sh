# Sourced by demo and test: runs setup and offers `build`, which does nothing where nothing has changed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
build/setup
export MuonDependencies=${MuonDependencies:-$(<artifacts/dependencies)}
if [[ ${CI:-} == true ]]; then
  # No process may outlive the run and hold its output open.
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false
fi

# build PROJECT FOLDER...: builds in Release, unless the last build is younger than all that lies in the folders.
build() {
  local project=$1 stamp inputs begun
  shift
  stamp=artifacts/$MuonDependencies/built-$(basename "$project")
  inputs=$(printf '%s\n' "$PWD" "${MuonTorchRuntime:-}" "${Torch_DIR:-}" "$(dotnet --version)")
  if [[ -f $stamp && $(<"$stamp") == "$inputs" ]] &&
    [[ -z $(find Directory.*.props Directory.*.targets global.json build "$@" -newer "$stamp" -print -quit) ]]; then
    return
  fi
  printf 'Building %s ...\n' "$project" >&2
  mkdir -p "artifacts/$MuonDependencies"
  begun=$(mktemp "artifacts/$MuonDependencies/begun-XXXXXX")
  if ! dotnet build "$project" -c Release -v q --nologo >&2 </dev/null; then
    rm -f "$begun"
    return 1
  fi
  # The stamp is as old as the beginning of the build: what was edited meanwhile is built next time.
  printf '%s' "$inputs" >"$stamp"
  touch -r "$begun" "$stamp"
  rm -f "$begun"
}
