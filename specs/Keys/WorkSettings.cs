using System.Text.RegularExpressions;
using Muster.Specs.Queues;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>What runs.</summary>
internal static partial class WorkSettings
{
    public static IReadOnlyList<Setting<SweepSpec>> All { get; } =
    [
        new Setting<SweepSpec, string>(Shell, (s, v) => s with { Command = v })
        {
            Key = "command", Default = "none; give this, 'script' or 'jobs'",
            Meaning = "Shell text that is run for each point, by `bash -c` (elsewhere the platform's shell).",
        },
        new Setting<SweepSpec, string>(Kinds.Text("the path of a file, relative to the sweep file's folder or absolute"), (s, v) => s with { Script = v })
        {
            Key = "script", Default = "none; give this, 'command' or 'jobs'",
            Meaning = "A script that is run for each point.",
        },
        .. GraphSettings.For("none; give this, 'command' or 'script'"),
        new Setting<SweepSpec, string>(RunName, (s, v) => s with { Name = v })
        {
            Key = "name", Default = "the file's name without its extension",
            Meaning = "The sweep's name.",
        },
        new Setting<SweepSpec, Priority>(
            Kinds.OneOf(Words.Priority),
            (s, v) => s with { Priority = v })
        {
            Key = "priority", Default = "normal",
            Meaning = "Which sweeps go first when several want the same machine; those of one priority take turns.",
        },
        new Setting<SweepSpec, IReadOnlyDictionary<string, string>>(EnvironmentKind.OfPoint, (s, v) => s with { Env = v })
        {
            Key = "env", Default = "none",
            Meaning = "Environment variables of every point, over those of the engine.",
        },
        new Setting<SweepSpec, string>(Kinds.Text("the path of a folder, relative to the sweep file's folder or absolute"), (s, v) => s with { Workdir = v })
        {
            Key = "workdir", Default = "the sweep file's folder",
            Meaning = "The folder that points may read; they find its path in `MUSTER_WORKDIR`. Each point runs in a directory of its own.",
        },
        new Setting<SweepSpec, string>(Shell, (s, v) => s with { Setup = v })
        {
            Key = "setup", Default = "none",
            Meaning = "Shell text that is run once per worker before its first point.",
        },
        new Setting<SweepSpec, IReadOnlyList<string>>(
            new ListOf<string>("list of globs", "a list of globs, such as [metrics.json, \"out/**/*.csv\"]", Glob),
            (s, v) => s with { ResultPaths = v })
        {
            Key = "results.paths", Default = "none",
            Meaning = "Files in the point's directory that are kept as results; `**` stands for any folders.",
        },
    ];

    /// <summary>Shell text.</summary>
    public static ValueKind<string> Shell => Kinds.Text("text of a shell command, not empty");

    /// <summary>The name of a run.</summary>
    public static ValueKind<string> RunName =>
        Kinds.Matching(Name(), "1 to 100 letters, digits and the characters . _ -, beginning with a letter or digit, and not 'last'");

    /// <summary>Whether a text can be a sweep's name.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    private static ValueKind<string> Glob => Kinds.Grammar(
        "glob",
        "a path below the point's directory with * ? [a-z] and ** for folders, such as models/**/*.bin",
        Globs.Glob.ProblemOf);

    [GeneratedRegex(@"^(?!last\z)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Name();
}
