namespace Muon.MLNet.AutoML.Studies;

/// <summary>The rungs of a study, those of all its workers, before an interruption and after it.</summary>
internal sealed class StudyRungs(StudyDatabase database) : IRungs
{
    public IReadOnlyCollection<double> Add(int trial, int rung, double value) => database.AddRung(trial, rung, value);
}
