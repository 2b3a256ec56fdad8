using System.CommandLine;

namespace Muster.Cli;

/// <summary>A command that says by itself all that its help, the manual page and the reference tell.</summary>
internal sealed class ExplainedCommand : Command
{
    /// <summary>A command.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="description">What it does.</param>
    public ExplainedCommand(string name, string description) : base(name, description) { }

    /// <summary>What follows the name in its usage; null: arguments, then options.</summary>
    public string? Line { get; set; }

    /// <summary>Whole command lines, as a person types them; one at least, unless it has subcommands.</summary>
    public IReadOnlyList<string> Examples { get; set; } = [];

    /// <summary>Exit codes that it may give besides those that every command may give: 0, 3 and 64.</summary>
    public IReadOnlyList<int> AlsoExitsWith { get; set; } = [];
}
