<#
.SYNOPSIS
Measures: build\bench.ps1 NAME [--quick] [--only=CASE]; without a name it lists the benchmarks.
#>
$ErrorActionPreference = 'Stop'
$project = Join-Path $PSScriptRoot '../tests/Benchmarks/Benchmarks.csproj'
Push-Location
try { & (Join-Path $PSScriptRoot 'setup.ps1') } finally { Pop-Location }
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet build $project -c Release -v q --nologo
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet run --no-build -c Release --project $project -- @args
exit $LASTEXITCODE
