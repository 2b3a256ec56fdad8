using System.Text.Json;
using Muster.Runs;
using Muster.Sweeps;

namespace Muster.Stores;

internal static class RunJson
{
    public static void Write(Utf8JsonWriter json, RunRecord run)
    {
        json.WriteStartObject();
        json.Text("id", run.Id.Value);
        json.Number("version", run.Version);
        json.Text("name", run.Name);
        json.Text("spec_digest", run.SpecDigest);
        json.Text("spec_uri", run.SpecUri);
        json.Text("rows_uri", run.RowsUri);
        json.Name("state", run.State);
        json.Name("desired", run.Desired);
        json.Name("priority", run.Priority);
        json.Number("max_concurrent", run.MaxConcurrent);
        json.Number("max_concurrent_per_region", run.MaxConcurrentPerRegion);
        json.Money("budget_usd", run.BudgetUsd);
        json.Text("tolerated_failures", run.ToleratedFailures.ToString());
        json.List("after", run.After, WriteDependency);
        json.Number("point_count", run.PointCount);
        json.Object("round", run.Round, RoundJson.Write);
        json.List("earlier_rounds", run.EarlierRounds, RoundJson.Write);
        json.Indexes("cancelled_points", run.CancelledPoints);
        json.Counts("settled", run.Settled);
        json.Object("progress", run.Progress, RoundJson.WriteProgress);
        json.Object("lock", run.Lock, WriteLock);
        json.Money("spent_usd", run.SpentUsd);
        json.Object("reason", run.Reason, ReasonJson.Write);
        json.Time("created_at", run.CreatedAt);
        json.Time("updated_at", run.UpdatedAt);
        json.Time("started_at", run.StartedAt);
        json.Time("completed_at", run.CompletedAt);
        json.Time("logs_pruned_at", run.LogsPrunedAt);
        json.Time("deleting_since", run.DeletingSince);
        json.WriteEndObject();
    }

    public static RunRecord Read(JsonElement json) => new()
    {
        Id = json.Id("id"),
        Version = json.Long("version"),
        Name = json.Text("name"),
        SpecDigest = json.Text("spec_digest"),
        SpecUri = json.Text("spec_uri"),
        RowsUri = json.TextOrNull("rows_uri"),
        State = (RunState)json.Name("state", typeof(RunState)),
        Desired = (DesiredState)json.Name("desired", typeof(DesiredState)),
        Priority = (Priority)json.Name("priority", typeof(Priority)),
        MaxConcurrent = json.IntOrNull("max_concurrent"),
        MaxConcurrentPerRegion = json.IntOrNull("max_concurrent_per_region"),
        BudgetUsd = json.MoneyOrNull("budget_usd"),
        ToleratedFailures = ReadTolerance(json.Text("tolerated_failures")),
        After = json.ListOrNone("after", ReadDependency),
        PointCount = json.Long("point_count"),
        Round = RoundJson.Read(json.Member("round")),
        EarlierRounds = json.List("earlier_rounds", RoundJson.Read),
        CancelledPoints = json.IndexesOrNone("cancelled_points"),
        Settled = json.Counts("settled"),
        Progress = RoundJson.ReadProgress(json.Member("progress")),
        Lock = json.Find("lock") is { } held ? ReadLock(held) : null,
        SpentUsd = json.Money("spent_usd"),
        Reason = json.Find("reason") is { } reason ? ReasonJson.Read(reason) : null,
        CreatedAt = json.Time("created_at"),
        UpdatedAt = json.Time("updated_at"),
        StartedAt = json.TimeOrNull("started_at"),
        CompletedAt = json.TimeOrNull("completed_at"),
        LogsPrunedAt = json.TimeOrNull("logs_pruned_at"),
        DeletingSince = json.TimeOrNull("deleting_since"),
    };

    private static Tolerance ReadTolerance(string text) =>
        Tolerance.TryParse(text, out var tolerance) ? tolerance! : throw new FormatException($"\"{text}\" is no tolerance.");

    private static void WriteDependency(Utf8JsonWriter json, RunDependency dependency)
    {
        json.WriteStartObject();
        json.Text("run", dependency.Run.Value);
        json.Text("name", dependency.Name);
        json.Name("kind", dependency.Kind);
        json.WriteEndObject();
    }

    private static RunDependency ReadDependency(JsonElement json) =>
        new(json.Id("run"), json.Text("name"), (DependencyKind)json.Name("kind", typeof(DependencyKind)));

    private static void WriteLock(Utf8JsonWriter json, RunLock held)
    {
        json.WriteStartObject();
        json.Text("owner", held.Owner);
        json.Number("epoch", held.Epoch);
        json.Number("renewals", held.Renewals);
        json.Span("duration", held.Duration);
        json.WriteEndObject();
    }

    private static RunLock ReadLock(JsonElement json) =>
        new(json.TextOrNull("owner"), json.Long("epoch"), json.Long("renewals"), json.Span("duration"));
}
