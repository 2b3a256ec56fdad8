using Muster.Placement;
using Muster.Specs.Keys;
using Muster.Specs.Nodes;
using Muster.Specs.Sweeps;
using Muster.Sweeps;

namespace Muster.Specs.Queues;

/// <summary>Reads a queue file from its nodes, as a sweep of one point without parameters.</summary>
internal sealed class QueueReader(SpecSource source, RowSink sink, SpecErrors errors)
{
    private readonly SettingDraft<SweepSpec> _draft = new(QueueTable.Settings, new() { Name = "" }, errors);

    /// <summary>Whether a file is a queue file: it has what only queue files have, or <c>jobs</c>, and nothing that makes points.</summary>
    public static bool IsQueue(MapNode map)
    {
        var keys = map.Entries.Select(entry => entry.Key).ToHashSet(StringComparer.Ordinal);
        return !SweepTable.Structure.Any(keys.Contains) && (keys.Contains("jobs") || QueueTable.Own.Any(keys.Contains));
    }

    /// <summary>Reads the whole queue.</summary>
    public SweepReading Read(MapNode map)
    {
        foreach (var entry in map.Entries)
        {
            if (QueueTable.Settings.Find(entry.Key) is not null) _draft.Take(entry);
            else Stray(entry);
        }
        if (_draft.GivenAt("jobs") is null && !Unknown.IsMeant("jobs", errors))
            errors.Add(SpecErrorKind.Missing, map.At, "Nothing says what to run. Give 'jobs', such as [{job_id: build, command: make}].");
        if (errors.All.Count == 0) sink.Append(new([], PlacementSpec.Anywhere));
        _draft.Spec = source.Located(_draft, "queue_name") with { RowCount = sink.Count };
        return SweepReading.Of(_draft, sink, SpecKind.Queue);
    }

    private void Stray(MapEntry entry)
    {
        var near = QueueTable.OfQueue(entry.Key);
        var told = near is not null ? $"'{entry.Key}' is no setting of a whole queue. Write '{near}'."
            : JobTable.Settings.Keys.Contains(entry.Key) ? $"'{entry.Key}' is a setting of a job. Move it into the jobs that it is meant for."
            : SweepTable.SettingKeys.Contains(entry.Key) ? $"'{entry.Key}' is a setting of sweep files, and this is a queue file. Remove it; or make it a sweep file with one point, with 'params: [{{}}]'."
            : null;
        if (told is not null) errors.Add(SpecErrorKind.MisplacedKey, entry.KeyAt, told, entry.Key, near);
        else Unknown.In("a queue file", entry, QueueTable.Settings.Keys, errors);
    }
}
