using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Stores;

namespace Muster.Aws.Store;

/// <summary>
/// One conditional write of a whole item, and how to tell afterwards whether it happened. It is an update, not a put, for one
/// reason: only an update can keep the mark of the write before. With it a write whose answer was lost, or which arrived
/// twice, is still known after the next writer has written.
/// <code>
/// version found          its mark, or the mark before     answer
/// lower                                                    refused if the server said so, else unknown: it may come yet
/// this one               its mark is mine / not            written / refused
/// the next one           the mark before is mine / not     written / refused
/// higher                                                   unknown
/// </code>
/// A refusal over a lower version is final, because writers have seen the version before theirs, and versions never fall.
/// </summary>
internal sealed class ItemWrite
{
    /// <summary>Attributes that some versions of an item have and others do not.</summary>
    private static readonly string[] s_optional =
        [Attributes.Owner, Attributes.Losses, Attributes.Wants, Attributes.Urgency, Attributes.Listed, Attributes.Expires];

    private readonly string mark;
    private readonly long version;

    /// <param name="table">The table.</param>
    /// <param name="item">The item: its key and all its attributes but those that every item has.</param>
    /// <param name="version">1 or more.</param>
    /// <param name="mark">A text that no other write has.</param>
    public ItemWrite(string table, Dictionary<string, AttributeValue> item, long version, string mark)
    {
        (this.mark, this.version) = (mark, version);
        Key = new(item[Attributes.Partition].S, item[Attributes.Sort].S);
        item[Attributes.Write] = Item.Text(mark);
        item[Attributes.Schema] = Item.Number(RecordKeys.Schema);
        item[Attributes.Version] = Item.Number(version);
        Request = RequestFor(table, item);
    }

    /// <summary>The item's key.</summary>
    public ItemKey Key { get; }

    /// <summary>The request.</summary>
    public UpdateItemRequest Request { get; }

    /// <summary>Whether the write happened, by the item as it was found after the condition failed or the answer was lost.</summary>
    /// <param name="found">The item; null: there is none.</param>
    /// <param name="wasRefused">Whether the server said that the condition failed; else no try was answered.</param>
    /// <returns>The answer; null: nobody can tell.</returns>
    public WriteAnswer? Judge(Dictionary<string, AttributeValue>? found, bool wasRefused)
    {
        var ahead = (found is null ? 0 : Item.NumberOf(found, Attributes.Version)) - version;
        return ahead switch
        {
            < 0 => wasRefused ? WriteAnswer.Refused : null,
            0 => By(Attributes.Write),
            1 => By(Attributes.WriteBefore),
            _ => null,
        };

        WriteAnswer By(string attribute) => found!.GetValueOrDefault(attribute)?.S == mark ? WriteAnswer.Written : WriteAnswer.Refused;
    }

    private UpdateItemRequest RequestFor(string table, Dictionary<string, AttributeValue> item)
    {
        var request = new UpdateItemRequest
        {
            TableName = table,
            Key = Item.Key(Key),
            ConditionExpression = version == 1 ? "attribute_not_exists(#pk)" : "#v = :before",
            ExpressionAttributeNames = version == 1 ? new() { ["#pk"] = Attributes.Partition } : [],
            ExpressionAttributeValues = version == 1 ? [] : new() { [":before"] = Item.Number(version - 1) },
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
            ReturnValuesOnConditionCheckFailure = ReturnValuesOnConditionCheckFailure.ALL_OLD,
        };
        var sets = item.Where(one => one.Key is not (Attributes.Partition or Attributes.Sort)).Select(one =>
        {
            request.ExpressionAttributeValues[$":{one.Key}"] = one.Value;
            return $"{Name(one.Key)} = :{one.Key}";
        });
        request.UpdateExpression = string.Create(CultureInfo.InvariantCulture, $"SET {string.Join(", ", sets)}");
        if (version > 1)
        {
            request.UpdateExpression += $", {Name(Attributes.WriteBefore)} = {Name(Attributes.Write)}"
                + $" REMOVE {string.Join(", ", s_optional.Where(one => !item.ContainsKey(one)).Select(Name))}";
        }

        return request;

        string Name(string attribute)
        {
            request.ExpressionAttributeNames[$"#{attribute}"] = attribute;
            return $"#{attribute}";
        }
    }
}
