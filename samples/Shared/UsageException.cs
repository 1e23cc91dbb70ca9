namespace Muon.Samples;

/// <summary>The command line cannot be understood; the message is for the user as it is.</summary>
internal sealed class UsageException(string message) : Exception(message);
