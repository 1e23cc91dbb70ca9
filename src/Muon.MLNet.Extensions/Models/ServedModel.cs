using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Muon.MLNet.Extensions;

/// <summary>One version of a model that is served. Its memory is freed when it has been replaced and the last request on it has ended.</summary>
public sealed class ServedModel
{
    private readonly bool _owned;
    private int _users = 1; // The one is whoever serves it.

    internal ServedModel(ITransformer transformer, int version, string? filePath, DateTimeOffset loadedAt, bool owned)
    {
        Transformer = transformer;
        Version = version;
        FilePath = filePath;
        LoadedAt = loadedAt;
        _owned = owned;
    }

    /// <summary>Gets the model. Once it has been replaced, only a <see cref="ModelLease"/> keeps it usable.</summary>
    public ITransformer Transformer { get; }

    /// <summary>Gets the number of the version, from 1; each swap counts one further.</summary>
    public int Version { get; }

    /// <summary>Gets the file it was loaded from; <see langword="null"/> for a model that was given as an object.</summary>
    public string? FilePath { get; }

    /// <summary>Gets when it was loaded.</summary>
    public DateTimeOffset LoadedAt { get; }

    /// <summary>The version, and the file where there is one.</summary>
    /// <returns>One line for a log.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"version {Version}{(FilePath is null ? "" : $" from {FilePath}")}");

    /// <summary>Counts one more user, unless the model is no longer usable.</summary>
    internal bool TryAcquire()
    {
        int users = Volatile.Read(ref _users);
        while (users > 0)
        {
            int before = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (before == users)
            {
                return true;
            }

            users = before;
        }

        return false;
    }

    /// <summary>Counts one user less; the last one frees the memory.</summary>
    internal void Release()
    {
        if (Interlocked.Decrement(ref _users) == 0 && _owned)
        {
            (Transformer as IDisposable)?.Dispose();
        }
    }
}
