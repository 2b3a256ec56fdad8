using Amazon.DynamoDBv2.Model;
using Muster.Aws.Contracts;
using Muster.Aws.Store;
using Muster.Stores;

namespace Muster.Tests.Aws.Store;

public sealed class ItemWriteTests
{
    [Theory]
    [InlineData(4, "other", "another", null)]
    [InlineData(5, "mine", "other", WriteAnswer.Written)]
    [InlineData(5, "other", "another", WriteAnswer.Refused)]
    [InlineData(6, "other", "mine", WriteAnswer.Written)]
    [InlineData(6, "other", "another", WriteAnswer.Refused)]
    [InlineData(7, "other", "another", null)]
    public void A_write_of_version_5_without_an_answer_is_judged_by_what_is_found(long version, string mark, string before, WriteAnswer? expected) =>
        Assert.Equal(expected, NewWrite().Judge(Found(version, mark, before), wasRefused: false));

    [Theory]
    [InlineData(3, "other", "another", WriteAnswer.Refused)]
    [InlineData(5, "mine", "other", WriteAnswer.Written)]
    [InlineData(6, "other", "mine", WriteAnswer.Written)]
    [InlineData(6, "other", "another", WriteAnswer.Refused)]
    [InlineData(7, "other", "another", null)]
    public void A_refused_write_of_version_5_is_judged_by_what_is_found(long version, string mark, string before, WriteAnswer? expected) =>
        Assert.Equal(expected, NewWrite().Judge(Found(version, mark, before), wasRefused: true));

    [Fact]
    public void A_write_where_nothing_is_found_is_refused_only_if_the_server_said_so()
    {
        Assert.Null(NewWrite().Judge(null, wasRefused: false));
        Assert.Equal(WriteAnswer.Refused, NewWrite().Judge(null, wasRefused: true));
    }

    private static ItemWrite NewWrite() => new("table", Item.Key(new("a", "b")), 5, "mine");

    private static Dictionary<string, AttributeValue> Found(long version, string mark, string before)
    {
        var item = Item.Key(new("a", "b"));
        item[Attributes.Version] = Item.Number(version);
        item[Attributes.Write] = Item.Text(mark);
        item[Attributes.WriteBefore] = Item.Text(before);
        return item;
    }
}
