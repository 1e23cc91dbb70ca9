using Microsoft.ML;

namespace Microsoft.Extensions.ML;

/// <summary>The context that the pools of a program share; made when it is first asked for.</summary>
public class MLOptions
{
    private MLContext _context;

    public MLContext MLContext
    {
        get => _context ??= new MLContext();
        set => _context = value;
    }
}
