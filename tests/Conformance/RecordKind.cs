using Muster.Chunks;
using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Stores;
using Muster.Workers;
using Xunit.Sdk;

namespace Muster.Tests.Conformance;

/// <summary>One kind of record, so that the rules for versions are tested once for all.</summary>
public sealed class RecordKind : IXunitSerializable
{
    public static readonly IReadOnlyList<RecordKind> All = [.. ((string[])["run", "chunk", "worker", "grants", "intent"]).Select(name => new RecordKind { Name = name })];

    public string Name { get; private set; } = "";

    public Task<WriteAnswer> WriteAsync(IRunStore store, long version, bool other = false) =>
        WriteUnlessAsync(store, version, other, TestContext.Current.CancellationToken);

    public Task<WriteAnswer> WriteUnlessAsync(IRunStore store, long version, bool other, CancellationToken cancel) => Name switch
    {
        "run" => store.WriteAsync(Run(version, other), cancel),
        "chunk" => store.WriteAsync(Samples.Chunk(version: version, owner: other ? "other" : "w1"), cancel),
        "worker" => store.WriteAsync(Samples.Worker(version: version) with { Problem = other ? "other" : null }, cancel),
        "grants" => store.WriteAsync(Samples.Grants(version) with { SettledUsd = other ? 99 : 1 }, cancel),
        "intent" => store.WriteAsync(Samples.Intent(version: version) with { Reason = other ? "other" : null }, cancel),
        _ => throw new InvalidOperationException(Name),
    };

    public async Task<string> ReadAsync(IRunStore store) => Name switch
    {
        "run" => Same.Text(await store.GetRunAsync(Samples.Run().Id)),
        "chunk" => Same.Text(await store.GetChunkAsync(Samples.Chunk().Key)),
        "worker" => Same.Text(await store.GetWorkerAsync(Samples.Worker().Key)),
        "grants" => Same.Text(await store.GetGrantBookAsync(Samples.Run().Id)),
        "intent" => Same.Text(await store.GetIntentAsync(Samples.Intent().Key)),
        _ => throw new InvalidOperationException(Name),
    };

    /// <summary>What the text of a version has in it.</summary>
    public string Mark(long version) => Name == "chunk" ? $"version {version} " : $"\"version\":{version},";

    public void Deserialize(IXunitSerializationInfo info) => Name = info.GetValue<string>("name")!;

    public void Serialize(IXunitSerializationInfo info) => info.AddValue("name", Name);

    public override string ToString() => Name;

    private static RunRecord Run(long version, bool other) => Samples.Run(version: version) with { Name = other ? "other" : "sweep" };
}
