using System.Text;
using Muon.MLNet.Cli.Options;
using Muon.MLNet.Cli.Output;
using Muon.MLNet.Cli.Records;
using Muon.MLNet.Cli.Tables;
using Muon.MLNet.Cli.Training;
using Muon.MLNet.Persistence;

namespace Muon.MLNet.Cli.Generation;

/// <summary>Writes the C# around a model, with the files and members that users of Model Builder know.</summary>
internal sealed class GeneratedProject(TrainingRequest request, TableFormat? format, MuonTrainerOptions options)
{
    private const string ConsoleProject = "console";
    private const string WebProject = "webapi";
    private const string ProgramFile = "Program.cs";

    private readonly string _name = request.Name;
    private readonly string _dataset = ProjectPath.Of(request.Dataset, request.Output);

    /// <summary>Gets the programs that can be generated around a model.</summary>
    public static string[] Kinds => [ConsoleProject, WebProject];

    /// <summary>Gets the namespace of the generated class.</summary>
    public string Namespace => $"{_name}_Model";

    /// <summary>The files by name.</summary>
    public IReadOnlyDictionary<string, string> Files()
    {
        SourceTemplate template = Template();
        Dictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [$"{_name}.consumption.cs"] = template.Fill("consumption"),
            [$"{_name}.training.cs"] = template.Fill(request.IsText ? "training-text" : "training-image"),
            [$"{_name}.evaluate.cs"] = template.Fill("evaluate"),
        };
        return files.Concat(ProgramFiles()).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>Writes the files, and the configuration to train again with; each appears when it is whole.</summary>
    /// <exception cref="ToolException">A file cannot be written.</exception>
    public void Write(TrainingRecord record, ToolConsole console)
    {
        IReadOnlyDictionary<string, string> programs = ProgramFiles();
        foreach ((string name, string text) in Files())
        {
            if (programs.ContainsKey(name) && IsOfTheUser(name, text))
            {
                console.Say($"{Path.Combine(request.Output, name)} is there and stays as it is. Delete it and train again for the one that is generated now.");
                continue;
            }

            Save(name, text);
        }

        Save($"{_name}.mbconfig", TrainingConfiguration.Of(request, format, record).ToJson());
    }

    /// <summary>The program around the model, which its users may change.</summary>
    private Dictionary<string, string> ProgramFiles() => request.Project is null ? [] : new(StringComparer.Ordinal)
    {
        [ProgramFile] = Template().Fill(request.Project is ConsoleProject ? "program-console" : request.IsText ? "program-webapi-text" : "program-webapi-image"),
        [$"{_name}.csproj"] = Template().Fill($"project-{request.Project}"),
    };

    private bool IsOfTheUser(string name, string text)
    {
        string path = Path.Combine(request.Output, name);
        return File.Exists(path) && !string.Equals(File.ReadAllText(path).ReplaceLineEndings("\n"), text, StringComparison.Ordinal);
    }

    private SourceTemplate Template() => new(Values());

    private void Save(string name, string text)
    {
        string path = Path.Combine(request.Output, name);
        OutputFolder.Write(path, () => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text))));
    }

    private Dictionary<string, string> Values() => new(ProgramText.Values(request), StringComparer.Ordinal)
    {
        ["NAME"] = _name,
        ["NAMESPACE"] = Namespace,
        ["VERSION"] = Machine.Version,
        ["INPUT_PROPERTIES"] = InputProperties(),
        ["FILE"] = CSharpLiteral.Of(_dataset),
        ["FILE_IS"] = Path.IsPathRooted(_dataset) ? "" : ", by its path from the folder of the project",
        ["SEPARATOR"] = CSharpLiteral.Of(format?.Separator ?? '\t'),
        ["HEADER"] = CSharpLiteral.Of(format?.HasHeader ?? false),
        ["QUOTING"] = CSharpLiteral.Of(format?.AllowQuoting ?? false),
        ["TRAINER"] = request.IsText ? "MuonTextClassification" : "MuonImageClassification",
        ["SEED"] = CSharpLiteral.Of(request.Seed),
        ["LOAD"] = request.IsText
            ? "LoadIDataViewFromFile(mlContext, inputDataPath, RetrainSeparatorChar, RetrainHasHeader, RetrainAllowQuoting)"
            : "LoadImageFromFolder(mlContext, inputDataPath)",
        ["OPTIONS"] = string.Join(",\n                ", Options().Select(option => $"{option.Name} = {option.Value}")) + ",",
    };

    private string InputProperties()
    {
        int Column(string option, string? wanted) => wanted is null ? 0 : format!.Find(option, wanted).Index;
        List<(string Name, int Index)> columns = request.IsText
            ? [("Label", Column("--label-col", request.LabelColumn)), ("Text", Column("--text-col", request.TextColumn))]
            : [("Label", 0), ("ImagePath", 1)];
        if (request.Text2Column is not null)
        {
            columns.Add(("Text2", Column("--text2-col", request.Text2Column)));
        }

        return string.Join("\n\n", columns.Select(column => Invariant($"        [LoadColumn({column.Index})]\n        [ColumnName(@\"{column.Name}\")]\n        public string {column.Name} {{ get; set; }} = \"\";")));
    }

    private IEnumerable<(string Name, string Value)> Options()
    {
        yield return ("LabelColumnName", "@\"Label\"");
        switch (options)
        {
            case MuonTextClassificationTrainer.Options texts:
                yield return ("SentenceColumnName", "@\"Text\"");
                if (texts.Sentence2ColumnName is not null)
                {
                    yield return ("Sentence2ColumnName", "@\"Text2\"");
                }

                yield return ("Architecture", CSharpLiteral.Of(texts.Architecture));
                if (request.TokenDropout is { } dropout)
                {
                    yield return ("TokenDropout", CSharpLiteral.Of(dropout));
                }

                if (request.Width is { } width)
                {
                    yield return ("NGrams", Invariant($"new NGramOptions {{ Width = {width}, Hidden = {texts.NGrams.Hidden} }}"));
                    yield return ("Encoder", Invariant($"new TextEncoderOptions {{ Width = {width} }}"));
                }

                break;
            case MuonImageClassificationTrainer.Options pictures:
                yield return ("ImageColumnName", "@\"ImagePath\"");
                yield return ("Architecture", CSharpLiteral.Of(pictures.Architecture));
                if (pictures.ImageHeight is { } size)
                {
                    yield return ("ImageHeight", CSharpLiteral.Of(size));
                    yield return ("ImageWidth", CSharpLiteral.Of(size));
                }

                break;
        }

        yield return ("MaxEpochs", CSharpLiteral.Of(options.MaxEpochs));
        yield return ("BatchSize", CSharpLiteral.Of(options.BatchSize));
        if (request.LabelSmoothing is { } smoothing)
        {
            yield return ("LabelSmoothing", CSharpLiteral.Of(smoothing));
        }

        yield return ("Seed", CSharpLiteral.Of(options.Seed));
        yield return ("Device", CSharpLiteral.Of(options.Device));
        yield return ("ValidationFraction", CSharpLiteral.Of(options.ValidationFraction > 0 ? options.ValidationFraction : request.ValidationFraction));
        if (options.MaxTrainingTime is { } time)
        {
            yield return ("MaxTrainingTime", $"TimeSpan.FromSeconds({CSharpLiteral.Of(time.TotalSeconds)})");
        }

        if (options is MuonImageClassificationTrainer.Options { AugmentationStrength: not 1 } augmented)
        {
            yield return ("AugmentationStrength", CSharpLiteral.Of(augmented.AugmentationStrength));
        }

        MuonChoice choice = MuonSettings.Create(request.Muon);
        if (choice.PeakLearningRate is { } peak)
        {
            yield return ("PeakLearningRate", CSharpLiteral.Of(peak));
        }

        if (choice.Changes.Count > 0)
        {
            yield return ("AdjustMuon", $"muon => {{ {string.Join(" ", choice.Changes.Select(one => $"muon.{one.Key.Name} = {CSharpLiteral.Of(one.Value)};"))} }}");
        }

        if (choice.Given is { } muon)
        {
            MuonOptions defaults = new();
            yield return ("Muon", $"new MuonOptions {{ {string.Join(", ", typeof(MuonOptions).GetProperties()
                .Select(property => (property.Name, Value: CSharpLiteral.Of(property.GetValue(muon)), Default: CSharpLiteral.Of(property.GetValue(defaults))))
                .Where(one => !string.Equals(one.Value, one.Default, StringComparison.Ordinal))
                .Select(one => $"{one.Name} = {one.Value}"))} }}");
        }
    }
}
