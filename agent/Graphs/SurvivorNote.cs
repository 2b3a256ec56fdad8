using System.Text.Json;
using System.Text.Json.Serialization;
using Muster.Agent.Processes;

namespace Muster.Agent.Graphs;

/// <summary>What runs of a job that survives its engine, as it was written down when it started.</summary>
/// <param name="Attempt">1-based.</param>
/// <param name="Identity">The process; null: it was about to be started.</param>
/// <param name="StartedAt">When it started (UTC).</param>
internal sealed record SurvivorNote(int Attempt, ProcessIdentity? Identity, DateTimeOffset StartedAt)
{
    /// <summary>The text of a note.</summary>
    public static string Of(int attempt, ProcessIdentity? identity, DateTimeOffset startedAt) =>
        JsonSerializer.Serialize(new(attempt, identity, startedAt), SurvivorNoteJson.Default.SurvivorNote);

    /// <summary>
    /// The note of an attempt whose process is known. Where the engine was killed before it had written that down, the process is looked for by its mark, and noted.
    /// </summary>
    /// <returns>Null: there is no such note here, or the process is gone and nobody knows how it ended.</returns>
    public static SurvivorNote? Find(GraphPlace place, string job, int attempt)
    {
        var path = place.Folders.SurvivorOf(job);
        if (Read(path, attempt) is not { Identity: null } note)
            return Read(path, attempt);
        if (ProcessTable.LeaderWith(JobEnvironment.MarkOf(place.Setup.Run.Id, place.Order.Chunk.Round, place.Order.Point, job, attempt)) is not { } found)
            return null;
        File.WriteAllText(path, Of(attempt, found, note.StartedAt));
        return note with { Identity = found };
    }

    /// <summary>Reads the note of an attempt; null: there is none, or one that a kill cut off.</summary>
    public static SurvivorNote? Read(string path, int attempt)
    {
        try
        {
            return File.Exists(path) && JsonSerializer.Deserialize(File.ReadAllText(path), SurvivorNoteJson.Default.SurvivorNote) is { } note && note.Attempt == attempt ? note : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

[JsonSerializable(typeof(SurvivorNote))]
internal sealed partial class SurvivorNoteJson : JsonSerializerContext;
