using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FsCheck;
using FsCheck.Fluent;
using Muster.Stores;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Stores;

public class RecordJsonTests
{
    // What the hand-written form must be: a member that was added to a record and forgotten there shows as a difference.
    private static readonly JsonSerializerOptions Serializer = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        IgnoreReadOnlyProperties = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    [Fact]
    public void A_record_is_written_as_a_serializer_would_write_it() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var any = new AnyRecord(seed);
        AssertLikeSerializer(any.Run(), RecordJson.Write);
        AssertLikeSerializer(any.Worker(), RecordJson.Write);
        AssertLikeSerializer(any.Grants(), RecordJson.Write);
        AssertLikeSerializer(any.Intent(), RecordJson.Write);
        AssertLikeSerializer(any.Spoke(), RecordJson.Write);
        AssertLikeSerializer(any.Instance(), RecordJson.Write);
    }));

    [Fact]
    public void A_record_comes_back_as_it_was_written() => Check.QuickThrowOnFailure(Prop.ForAll<int>(seed =>
    {
        var any = new AnyRecord(seed);
        AssertSameAgain(RecordJson.Write(any.Run()), json => RecordJson.Write(RecordJson.ReadRun(json)));
        AssertSameAgain(RecordJson.Write(any.Worker()), json => RecordJson.Write(RecordJson.ReadWorker(json)));
        AssertSameAgain(RecordJson.Write(any.Grants()), json => RecordJson.Write(RecordJson.ReadGrantBook(json)));
        AssertSameAgain(RecordJson.Write(any.Intent()), json => RecordJson.Write(RecordJson.ReadIntent(json)));
        AssertSameAgain(RecordJson.Write(any.Spoke()), json => RecordJson.Write(RecordJson.ReadSpoke(json)));
        AssertSameAgain(RecordJson.Write(any.Instance()), json => RecordJson.Write(RecordJson.ReadInstance(json)));
    }));

    [Fact]
    public void What_is_null_is_not_written()
    {
        var json = Encoding.UTF8.GetString(RecordJson.Write(Samples.Run()));

        Assert.DoesNotContain("null", json, StringComparison.Ordinal);
        Assert.DoesNotContain("budget_usd", json, StringComparison.Ordinal);
        Assert.Null(RecordJson.ReadRun(Encoding.UTF8.GetBytes(json)).BudgetUsd);
    }

    [Theory]
    [InlineData("", "The record of a run is damaged: The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true. LineNumber: 0 | BytePositionInLine: 0.")]
    [InlineData("{}", "The record of a run is damaged: id is missing.")]
    public void What_is_no_run_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => RecordJson.ReadRun(Encoding.UTF8.GetBytes(json))).Message);

    [Fact]
    public void A_spoke_that_is_none_and_an_instance_that_is_none_are_refused()
    {
        Assert.Equal("The record of a spoke is damaged: key is missing.", Assert.Throws<InvalidDataException>(() => RecordJson.ReadSpoke("{}"u8)).Message);
        Assert.Equal("The record of an instance is damaged: id is missing.", Assert.Throws<InvalidDataException>(() => RecordJson.ReadInstance("{}"u8)).Message);
    }

    [Theory]
    [InlineData("\"version\":1,", "", "The record of a run is damaged: version is missing.")]
    [InlineData("\"Ready\"", "\"Odd\"", "The record of a run is damaged: state is \"Odd\", which is no RunState.")]
    [InlineData("\"Ready\"", "\"1\"", "The record of a run is damaged: state is \"1\", which is no RunState.")]
    [InlineData("\"0-9\"", "\"9-0\"", "The record of a run is damaged: \"9-0\" is no set of indexes.")]
    [InlineData("\"tolerated_failures\":\"0\"", "\"tolerated_failures\":\"x\"", "The record of a run is damaged: \"x\" is no tolerance.")]
    public void A_damaged_member_is_named(string good, string bad, string message)
    {
        var json = Encoding.UTF8.GetString(RecordJson.Write(Samples.Run())).Replace(good, bad, StringComparison.Ordinal);

        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => RecordJson.ReadRun(Encoding.UTF8.GetBytes(json))).Message);
    }

    [Fact]
    public void Money_keeps_its_digits() => Assert.Equal("12.340", $"{RecordJson.ReadRun(RecordJson.Write(Samples.FullRun())).BudgetUsd}");

    private static void AssertLikeSerializer<T>(T record, Func<T, byte[]> write) =>
        Assert.Equal(JsonSerializer.Serialize(record, Serializer), Encoding.UTF8.GetString(write(record)));

    private static void AssertSameAgain(byte[] json, Func<byte[], byte[]> again) =>
        Assert.Equal(Encoding.UTF8.GetString(json), Encoding.UTF8.GetString(again(json)));
}
