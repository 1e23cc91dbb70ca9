<#
.SYNOPSIS
Trains a picture classifier with Muon, tests it, saves it, loads it and predicts: build\demo.ps1 [options], see --help.
#>
$ErrorActionPreference = 'Stop'
$project = Join-Path $PSScriptRoot '../samples/ImageClassification/ImageClassification.csproj'
Push-Location
try { & (Join-Path $PSScriptRoot 'setup.ps1') } finally { Pop-Location }
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet build $project -c Release -v q --nologo
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
dotnet run --no-build -c Release --project $project -- @args
exit $LASTEXITCODE
