using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;

namespace Muster.Aws.Store;

/// <summary>Makes the tables on a server of one's own, for tests and trials. In an account, a deployment makes them.</summary>
public static class DynamoTables
{
    /// <summary>Makes the tables that are not there, and waits until they can be used.</summary>
    /// <param name="client">The client.</param>
    /// <param name="names">The tables.</param>
    /// <param name="time">The clocks.</param>
    /// <param name="cancel">Ends the call.</param>
    public static async Task EnsureAsync(IAmazonDynamoDB client, TableNames names, TimeProvider time, CancellationToken cancel = default)
    {
        foreach (var table in TableSchema.Of(names))
        {
            try
            {
                await client.CreateTableAsync(RequestFor(table), cancel);
            }
            catch (ResourceInUseException)
            {
                // It is there.
            }

            while ((await client.DescribeTableAsync(table.Name, cancel)).Table is var now
                && (now.TableStatus != TableStatus.ACTIVE || (now.GlobalSecondaryIndexes ?? []).Exists(index => index.IndexStatus != IndexStatus.ACTIVE)))
                await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancel);
        }
    }

    private static CreateTableRequest RequestFor(TableSchema table)
    {
        var texts = new[] { Attributes.Partition, Attributes.Sort }.Concat(table.Indexes.SelectMany(index => new[] { index.Partition, index.Sort })).Distinct();
        return new()
        {
            TableName = table.Name,
            BillingMode = BillingMode.PAY_PER_REQUEST,
            AttributeDefinitions = [.. texts.Select(name => new AttributeDefinition(name, ScalarAttributeType.S))],
            KeySchema = Keys(Attributes.Partition, Attributes.Sort),
            GlobalSecondaryIndexes = table.Indexes.Count == 0 ? null : [.. table.Indexes.Select(IndexFor)],
            StreamSpecification = table.HasStream ? new() { StreamEnabled = true, StreamViewType = StreamViewType.NEW_IMAGE } : null,
        };
    }

    private static GlobalSecondaryIndex IndexFor(IndexSchema index) => new()
    {
        IndexName = index.Name,
        KeySchema = Keys(index.Partition, index.Sort),
        Projection = index.Copied.Count == 0
            ? new() { ProjectionType = ProjectionType.KEYS_ONLY }
            : new() { ProjectionType = ProjectionType.INCLUDE, NonKeyAttributes = [.. index.Copied] },
    };

    private static List<KeySchemaElement> Keys(string partition, string sort) => [new(partition, KeyType.HASH), new(sort, KeyType.RANGE)];
}
