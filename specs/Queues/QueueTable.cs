using System.Text.RegularExpressions;
using Muster.Specs.Keys;
using Muster.Sweeps;

namespace Muster.Specs.Queues;

/// <summary>
/// All that a queue file may say at its top level, in one table: the reader, its suggestions, the JSON Schema and docs/graphs.md come from it.
/// </summary>
public static partial class QueueTable
{
    /// <summary>Every setting, in the order of the documentation.</summary>
    public static IReadOnlyList<Setting> All => Settings.All;

    internal static SettingTable<SweepSpec> Settings { get; } = new(
    [
        new Setting<SweepSpec, string>(JobTable.Identifier, (s, v) => GraphSettings.With(s, g => g with { Id = v }))
        {
            Key = "queue_id", Default = "the run's id",
            Meaning = "What jobs find in `QUEUE_ID`.",
        },
        new Setting<SweepSpec, string>(WorkSettings.RunName, (s, v) => s with { Name = v })
        {
            Key = "queue_name", Default = "the file's name without its extension",
            Meaning = "The queue's name.",
        },
        new Setting<SweepSpec, TimeSpan>(LimitSettings.Limit, (s, v) => s with { Timeout = v })
        {
            Key = "global_timeout", Default = "24h",
            Meaning = "Longest time that all jobs together may take, with all attempts and waits; then those that run are ended.",
        },
        .. GraphSettings.For("none; every queue file has them"),
        new Setting<SweepSpec, IReadOnlyDictionary<string, string>>(EnvironmentKind.OfJob, (s, v) => s with { Env = v })
        {
            Key = "env", Default = "none",
            Meaning = "Environment variables of every job, over those of the engine.",
        },
        new Setting<SweepSpec, string>(
            Kinds.Matching(Bucket(), "the name of an S3 bucket: 3 to 63 lower-case letters, digits, dots and hyphens"),
            (s, v) => GraphSettings.With(s, g => g with { ResultBucket = v }))
        {
            Key = "result_s3_bucket", Default = "none", ActsHere = false,
            Meaning = "The S3 bucket that results are copied to.",
        },
        new Setting<SweepSpec, string>(
            Kinds.Matching(KeyPrefix(), "what keys in S3 begin with: at most 512 characters, none of them a control character"),
            (s, v) => GraphSettings.With(s, g => g with { ResultPrefix = v }))
        {
            Key = "result_s3_prefix", Default = "none", ActsHere = false,
            Meaning = "What the keys of results in that bucket begin with.",
        },
    ]);

    /// <summary>The settings by which a file is known as a queue file, since no sweep file has them.</summary>
    internal static IReadOnlyList<string> Own { get; } = [.. Settings.Keys.Except(SweepTable.SettingKeys)];

    /// <summary>What a sweep file has in place of a queue file's setting; null: nothing, or the same.</summary>
    internal static string? OfSweep(string key) => key switch { "queue_name" => "name", "global_timeout" => "timeout", _ => null };

    /// <summary>What a queue file has in place of a sweep file's setting; null: nothing, or the same.</summary>
    internal static string? OfQueue(string key) => key switch { "name" => "queue_name", "timeout" => "global_timeout", _ => null };

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Bucket();

    [GeneratedRegex(@"^[^\u0000-\u001f\u007f]{0,512}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex KeyPrefix();
}
