using Muster.Graphs;
using Muster.Spelling;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;

namespace Muster.Specs.Queues;

/// <summary>A job that was read, with the places of what is judged once all are known.</summary>
/// <param name="Spec">The job; its id is empty when it has none that can be one.</param>
/// <param name="IdAt">Where its id stands.</param>
/// <param name="Dependencies">What its <c>depends_on</c> holds, item by item.</param>
internal sealed record ReadJob(JobSpec Spec, Place IdAt, IReadOnlyList<ScalarNode> Dependencies);

/// <summary>Reads the jobs of a list one after the other.</summary>
internal sealed class JobReader(SpecErrors errors)
{
    private int _count;

    /// <summary>Reads the next job; null when it is none, which is told.</summary>
    public ReadJob? Read(Node node)
    {
        _count++;
        if (node is MapNode map) return Read(map);
        if (node is not BrokenNode)
            errors.Add(SpecErrorKind.WrongType, node.At, $"Job {_count} is {Shown.Of(node)}, but must be a map, such as {{job_id: build, command: make}}.");
        return null;
    }

    private ReadJob Read(MapNode map)
    {
        var id = IdOf(map);
        var known = id.Value is ScalarNode { Kind: ScalarKind.Text } text && JobTable.IsId(text.Text) ? text.Text : null;
        var name = known is null ? $"job {_count}" : $"job '{known}'";
        var draft = new SettingDraft<JobSpec>(JobTable.Settings, new() { Id = "", Command = "" }, errors, $" of {name}");
        var meant = new List<string>();
        foreach (var entry in map.Entries)
        {
            if (JobTable.Settings.Keys.Contains(entry.Key)) draft.Take(entry);
            else if (Stray(entry) is { } key) meant.Add(key);
        }
        if (JobTable.Required.Where(key => draft.GivenAt(key) is null && !meant.Contains(key)).ToList() is [_, ..] missing)
            errors.Add(SpecErrorKind.Missing, map.At, $"J{name[1..]} has no '{string.Join("' and no '", missing)}'. Every job has {string.Join(" and ", JobTable.Required.Select(key => $"'{key}'"))}.");
        Checks.Delays(draft, draft.Spec.Retry);
        Checks.Gpus(draft, draft.Spec.Resources, draft.Spec.Env, "job");
        var waits = map.Entries.FirstOrDefault(entry => entry.Key == "depends_on").Value as ListNode;
        return new(known is null ? draft.Spec : draft.Spec with { Id = known }, id.Value?.At ?? map.At, [.. (waits?.Items ?? []).OfType<ScalarNode>().Where(item => item.Kind == ScalarKind.Text && item.Text.Trim().Length > 0)]);
    }

    /// <summary>The id, also where its key is misspelt: others that depend on it are not at fault.</summary>
    private static MapEntry IdOf(MapNode map) => map.Entries.Any(entry => entry.Key == "job_id")
        ? map.Entries.First(entry => entry.Key == "job_id")
        : map.Entries.FirstOrDefault(entry => !JobTable.Settings.Keys.Contains(entry.Key) && QueueTable.Settings.Find(entry.Key) is null
            && (JobTable.Meant(entry.Key) ?? Nearest.Of(entry.Key, JobTable.Settings.Keys)) == "job_id");

    /// <summary>Tells of a key that is none of a job's, and which it was meant to be; null: nobody knows.</summary>
    private string? Stray(MapEntry entry)
    {
        if (Unknown.IsInGroup(entry, JobTable.Settings, errors)) return null;
        if (QueueTable.Settings.Find(entry.Key) is null)
            return Unknown.In("a job", entry, JobTable.Settings.Keys, errors, JobTable.Meant(entry.Key));
        errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt, $"'{entry.Key}' is no setting of a job, but of all jobs together. Move it to the top level.", entry.Key);
        return null;
    }
}
