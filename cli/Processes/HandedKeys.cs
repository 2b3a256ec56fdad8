using Muster.Aws.Context;
using Muster.Cli.Stores;

namespace Muster.Cli.Processes;

/// <summary>
/// Hands keys that somebody gave by hand to an engine that is left behind: in a variable of that process alone, which it takes out of its
/// environment before a point's command could see it. Keys of a session serve until the session ends.
/// </summary>
internal static class HandedKeys
{
    /// <summary>The variable.</summary>
    public const string Variable = "MUSTER_HANDED_AWS_KEYS";

    /// <summary>Gives the keys of an address, if it has any.</summary>
    public static void Give(StoreAddress address, IDictionary<string, string?> environment)
    {
        if (address.Aws?.Keys is { } keys)
            environment[Variable] = keys().Handed();
    }

    /// <summary>The address with the keys that this process was given, if it was given any.</summary>
    public static StoreAddress Take(StoreAddress address)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } handed)
            return address;
        Environment.SetEnvironmentVariable(Variable, null);
        var keys = AwsKeys.Parse(handed);
        return address.With(() => keys);
    }
}
