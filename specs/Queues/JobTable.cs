using System.Text.RegularExpressions;
using Muster.Graphs;
using Muster.Specs.Keys;

namespace Muster.Specs.Queues;

/// <summary>All that a job may say, in one table: the reader, its suggestions, the JSON Schema and docs/graphs.md come from it.</summary>
public static partial class JobTable
{
    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All => Settings.All;

    /// <summary>The settings that every job must have.</summary>
    public static IReadOnlyList<string> Required { get; } = ["job_id", "command"];

    /// <summary>The id of a job or a queue, which may become the name of a folder.</summary>
    internal static ValueKind<string> Identifier =>
        Kinds.Matching(IdentifierText(), "1 to 100 letters, digits and the characters . _ -, beginning with a letter or digit");

    internal static SettingTable<JobSpec> Settings { get; } = new(
    [
        new Setting<JobSpec, string>(Identifier, (s, v) => s with { Id = v })
        {
            Key = "job_id", Default = "none; every job has one",
            Meaning = "The job's id, which no other job has. It finds it in `JOB_ID`.",
        },
        new Setting<JobSpec, string>(WorkSettings.Shell, (s, v) => s with { Command = v })
        {
            Key = "command", Default = "none; every job has one",
            Meaning = "Shell text that is run, by `bash -c` (elsewhere the platform's shell).",
        },
        new Setting<JobSpec, TimeSpan>(LimitSettings.Limit, (s, v) => s with { Timeout = v })
        {
            Key = "timeout", Default = "as long as all jobs together may take",
            Meaning = "Longest time that one attempt of the job may take; then its processes are ended.",
        },
        new Setting<JobSpec, IReadOnlyList<string>>(
            new ListOf<string>("list of jobs", "a list of job_ids, such as [fetch, build]", Kinds.Text("the job_id of a job of this file"), mayBeEmpty: true),
            (s, v) => s with { DependsOn = v })
        {
            Key = "depends_on", Default = "none",
            Meaning = "Jobs that must have succeeded before this one starts.",
        },
        new Setting<JobSpec, IReadOnlyDictionary<string, string>>(EnvironmentKind.OfJob, (s, v) => s with { Env = v })
        {
            Key = "env", Default = "none",
            Meaning = "Environment variables of the job, over those of all jobs.",
        },
        new Setting<JobSpec, IReadOnlyList<string>>(
            new ListOf<string>("list of globs", "a list of globs, such as [report.txt, \"out/**\", /tmp/model.bin]", Path, mayBeEmpty: true),
            (s, v) => s with { ResultPaths = v })
        {
            Key = "result_paths", Default = "none",
            Meaning = "Files that are kept as the job's results, and that jobs which depend on it find; `**` stands for any folders.",
        },
        .. RetrySettings.OfJob,
        .. ResourceSettings.OfJob,
    ]);

    /// <summary>The setting that other tools call so; null: none, or what it was meant to be is to be found by its letters.</summary>
    internal static string? Meant(string key) => key is "id" or "name" or "job" ? "job_id" : null;

    /// <summary>Whether a text can be a job's id.</summary>
    internal static bool IsId(string text) => IdentifierText().IsMatch(text);

    private static ValueKind<string> Path => Kinds.Grammar(
        "glob",
        "a path with * ? [a-z] and ** for folders, below the job's directory or, with / before it, from the root, such as models/**/*.bin",
        ResultPath.ProblemOf);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdentifierText();
}
