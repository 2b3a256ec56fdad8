using System.CommandLine;
using Muster.Cli.Completion;
using Muster.Specs;

namespace Muster.Cli.Submitting;

/// <summary>Options that say what the points of a command are.</summary>
internal sealed class SourceOptions
{
    private const string StandardInput = "-";

    /// <summary>The axes.</summary>
    public Option<string[]> Grid { get; } = new("--grid")
    {
        Description = "A parameter and its values: lr=0.1,0.01 or seed=1..5 or x=0..1..0.25; with several, every combination is a point",
        HelpName = "NAME=VALUES",
    };

    /// <summary>Where points come from.</summary>
    public Option<string?> From { get; } = new Option<string?>("--from")
    {
        Description = "Points from a file, or - for standard input: JSON lines, CSV with a header, or a line for each, which is {value}",
        HelpName = "FILE",
    }.WithFiles();

    /// <summary>How they are written.</summary>
    public Option<PointFormat?> Format { get; } = Words.Option<PointFormat>("--from-format", "How they are written, where that is not to be recognised", "FORMAT");

    /// <summary>The file or pipe that was asked for; null: none.</summary>
    public PointInput? InputOf(ParseResult parsed, CommandContext context)
    {
        var format = parsed.GetValue(Format);
        if (parsed.GetValue(From) is not { } from)
            return format is null ? null : throw new UsageException("--from-format says how the points of --from are written, but there is no --from. Give it, or leave both out.");
        if (from.Length == 0)
            throw new UsageException("--from is empty; it is a file, or - for standard input.");
        return from == StandardInput ? new("stdin", () => Listen(context), format) : new(from, null, format);
    }

    private static Stream Listen(CommandContext context)
    {
        if (context.InIsTyped)
            context.Say("Reading points from the terminal, one on each line; Ctrl-D ends them.");
        return context.OpenIn();
    }
}
