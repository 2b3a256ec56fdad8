using Muster.Cli;
using Muster.Cli.Stores;

namespace Muster.PowerShell.World;

/// <summary>The world of code that is shared with the command, within PowerShell: it answers nothing to standard output, and what it says is taken line by line.</summary>
internal static class ModuleWorld
{
    /// <summary>Such a world.</summary>
    /// <param name="say">Takes what is said.</param>
    /// <param name="cancel">Ends the command.</param>
    public static CommandContext Of(Action<string> say, CancellationToken cancel = default) => new()
    {
        OutBytes = Stream.Null,
        Error = new LineWriter(say),
        Screen = Screen.None,
        Environment = Environment.GetEnvironmentVariable,
        Time = TimeProvider.System,
        OpenStore = address => OpenStores.Existing(address, Environment.GetEnvironmentVariable),
        HearPrograms = say,
        Cancel = cancel,
    };
}
