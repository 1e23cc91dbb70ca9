namespace TorchSharp;

public class DisposeScopeManager
{
    [ThreadStatic] private static DisposeScopeManager current;

    private readonly List<DisposeScope> scopes = [];
    private readonly ThreadDisposeScopeStatistics statistics = new();

    internal static DisposeScopeManager ForThread => current ??= new DisposeScopeManager();

    public static ThreadDisposeScopeStatistics Statistics => ForThread.statistics;

    internal static DisposeScope Open()
    {
        var scope = new DisposeScope(ForThread);
        scope.Manager.scopes.Add(scope);
        return scope;
    }

    /// <summary>Puts a new tensor into the innermost scope of the thread, which is returned (null: there is none).</summary>
    internal static DisposeScope Register(IDisposable disposable)
    {
        DisposeScopeManager manager = ForThread;
        if (manager.scopes.Count == 0)
        {
            manager.statistics.CreatedOutsideScopeCount++;
            return null;
        }

        manager.statistics.CreatedInScopeCount++;
        DisposeScope scope = manager.scopes[^1];
        scope.Add(disposable);
        return scope;
    }

    internal DisposeScope OuterOf(DisposeScope scope)
    {
        int at = scopes.IndexOf(scope);
        return at > 0 ? scopes[at - 1] : null;
    }

    internal void Close(DisposeScope scope) => scopes.Remove(scope);
}

public class ThreadDisposeScopeStatistics
{
    public long CreatedInScopeCount { get; internal set; }

    public long CreatedOutsideScopeCount { get; internal set; }

    public long DetachedFromScopeCount { get; internal set; }

    public long DisposedInScopeCount { get; internal set; }

    public long ThreadTotalLiveCount => CreatedInScopeCount + CreatedOutsideScopeCount - DisposedInScopeCount - DisposedOutside;

    internal long DisposedOutside { get; set; }

    public void Reset()
    {
        CreatedInScopeCount = CreatedOutsideScopeCount = DetachedFromScopeCount = DisposedInScopeCount = DisposedOutside = 0;
    }
}
