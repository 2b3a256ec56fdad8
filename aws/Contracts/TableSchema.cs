namespace Muster.Aws.Contracts;

/// <summary>What a table has to be. All keys are texts, and capacity is on demand.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Indexes">Its global secondary indexes.</param>
/// <param name="HasStream">Whether inserts stream out of it.</param>
public sealed record TableSchema(string Name, IReadOnlyList<IndexSchema> Indexes, bool HasStream)
{
    /// <summary>The index of all runs by age.</summary>
    public const string RunsByAge = "runs-by-age";

    /// <summary>The index of the runs that want work, most urgent first.</summary>
    public const string RunsWantingWork = "runs-wanting-work";

    /// <summary>The tables of a deployment.</summary>
    public static IReadOnlyList<TableSchema> Of(TableNames names) =>
    [
        new(
            names.Records,
            [
                // Only what never or seldom changes is copied: the renewals of a run's lock must not be paid for twice.
                new(RunsByAge, Attributes.Shard, Attributes.Age, [Attributes.Name, Attributes.State]),
                new(RunsWantingWork, Attributes.Wants, Attributes.Urgency, []),
            ],
            HasStream: false),
        new(names.Intents, [], HasStream: true),
    ];
}

/// <summary>A global secondary index.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partition">The attribute that is its partition key.</param>
/// <param name="Sort">The attribute that is its sort key.</param>
/// <param name="Copied">Attributes that it holds besides keys; empty: keys only.</param>
public sealed record IndexSchema(string Name, string Partition, string Sort, IReadOnlyList<string> Copied);
