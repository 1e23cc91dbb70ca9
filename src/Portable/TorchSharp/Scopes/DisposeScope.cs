using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Disposes, at its end, the tensors that were created on its thread while it was the innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly HashSet<IDisposable> members = new(ReferenceEqualityComparer.Instance);

    internal DisposeScope(DisposeScopeManager manager) => Manager = manager;

    internal DisposeScopeManager Manager { get; }

    public int DisposablesCount => members.Count;

    public bool Contains(IDisposable disposable) => members.Contains(disposable);

    public void Attach(IDisposable disposable)
    {
        if (disposable is Tensor t)
        {
            t.Scope?.members.Remove(t);
            t.Scope = this;
        }

        members.Add(disposable);
    }

    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        if (members.Remove(disposable))
        {
            DisposeScopeManager.Statistics.DetachedFromScopeCount++;
        }

        if (disposable is Tensor t && t.Scope == this)
        {
            t.Scope = null;
        }

        return disposable;
    }

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable => MoveToOther(Manager.OuterOf(this), disposable);

    public (T1 first, T2 second) MoveToOuter<T1, T2>(T1 first, T2 second)
        where T1 : IDisposable
        where T2 : IDisposable => (MoveToOuter(first), MoveToOuter(second));

    internal T MoveToOther<T>(DisposeScope scope, T disposable)
        where T : IDisposable
    {
        if (scope is null)
        {
            return Detach(disposable);
        }

        members.Remove(disposable);
        scope.Attach((IDisposable)disposable);
        return disposable;
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    internal void DisposeEverythingBut(params IDisposable[] keep)
    {
        foreach (IDisposable d in members.ToArray())
        {
            if (!keep.Contains(d, ReferenceEqualityComparer.Instance))
            {
                members.Remove(d);
                d.Dispose();
            }
        }
    }

    public T DisposeEverythingBut<T>(T keep)
        where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    internal void MarkAsDisposed(IDisposable disposable) => members.Remove(disposable);

    public void Dispose()
    {
        DisposeEverything();
        Manager.Close(this);
    }

    internal void Add(IDisposable disposable) => members.Add(disposable);
}
