using Microsoft.ML.Runtime;

namespace Muon.MLNet.Training;

/// <summary>Messages for <c>MLContext.Log</c>. The text is an argument, so that braces in it are not read as a format.</summary>
internal static class ChannelMessages
{
    public static void Say(this IChannel channel, string text) => channel.Info(MessageSensitivity.None, "{0}", text);

    public static void Warn(this IChannel channel, string text) => channel.Warning(MessageSensitivity.None, "{0}", text);

    public static void Fail(this IChannel channel, string text) => channel.Error(MessageSensitivity.None, "{0}", text);
}
