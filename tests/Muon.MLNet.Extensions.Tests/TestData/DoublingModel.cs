using Microsoft.ML;

namespace Muon.MLNet.Extensions.Tests.TestData;

/// <summary>A model without a network, which can be held: it doubles numbers, and refuses negative ones.</summary>
internal sealed class DoublingModel : IDisposable
{
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly SemaphoreSlim _entered = new(0);

    public DoublingModel() => Model = Context.Transforms
        .CustomMapping<Question, Answer>(Double, contractName: null)
        .Fit(Context.Data.LoadFromEnumerable(Array.Empty<Question>()));

    public MLContext Context { get; } = new(seed: 1);

    public ITransformer Model { get; }

    /// <summary>From now on predictions stand still.</summary>
    public void Hold() => _open.Reset();

    public void Open() => _open.Set();

    /// <summary>Waits until a prediction has begun.</summary>
    public Task Entered() => _entered.WaitAsync();

    public void Dispose()
    {
        _open.Dispose();
        _entered.Dispose();
    }

    private void Double(Question question, Answer answer)
    {
        _entered.Release();
        _open.Wait();
        answer.Doubled = question.Number >= 0 ? 2 * question.Number : throw new InvalidDataException($"{question.Number} is negative.");
    }
}
