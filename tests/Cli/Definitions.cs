using Muster.Cli;
using Muster.Cli.Reference;

namespace Muster.Tests.Cli;

/// <summary>All commands as their definitions say, for tests that hold for each of them.</summary>
internal static class Definitions
{
    public static CommandContext Context { get; } = new()
    {
        OutBytes = Stream.Null,
        Error = TextWriter.Null,
        Screen = Screen.None,
        Environment = _ => null,
        Time = TimeProvider.System,
        OpenStore = _ => null,
    };

    public static IReadOnlyList<CommandGroup> Groups => ProgramModel.Groups(Context);

    /// <summary>All commands that do something: not those that only hold others.</summary>
    public static IReadOnlyList<CommandModel> Leaves =>
        [.. Groups.SelectMany(group => group.Commands).SelectMany(each => each.Command.All).Where(command => command.Acts)];
}
