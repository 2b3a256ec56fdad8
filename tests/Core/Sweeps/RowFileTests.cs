using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Muster.Placement;
using Muster.Sweeps;

namespace Muster.Tests.Core.Sweeps;

public class RowFileTests
{
    private static readonly Row Placed = new([new("a", new("1e-4"))], new() { Region = "eu-west-1", Spot = true, SpotMaxPrice = 0.50m });

    [Fact]
    public void Rows_come_back_by_index_in_any_order() =>
        Prop.ForAll(Rows().ListOf().ToArbitrary(), rows =>
        {
            var (file, summary) = Write(rows);
            var reader = RowFileReader.Over(file);
            return summary.Count == rows.Count && reader.Count == rows.Count
                && reader.PlacedCount == rows.Count(r => r.Placement != PlacementSpec.Anywhere) && summary.PlacedCount == reader.PlacedCount
                && Enumerable.Range(0, rows.Count).Reverse().All(i => Same(rows[i], reader[i]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_rows_are_lines_of_json_that_people_can_read()
    {
        var (file, _) = Write([Placed, new([new("name ü", ParameterValue.FromText("x<\"y\">+")), new("b", new("[1,2]"))], PlacementSpec.Anywhere)]);

        var lines = Encoding.UTF8.GetString(file).Split('\n');
        Assert.Equal("""{"parameters":{"a":1e-4},"placement":{"region":"eu-west-1","spot":true,"spot_max_price":0.5}}""", lines[0]);
        Assert.Equal("""{"parameters":{"name ü":"x<\"y\">+","b":[1,2]}}""", lines[1]);
    }

    [Fact]
    public void The_digest_is_that_of_the_whole_file()
    {
        var (file, summary) = Write(Enumerable.Repeat(Placed, 5000));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(file)), summary.Digest);
        Assert.Equal(file.Length, summary.Length);
    }

    [Theory]
    [InlineData(39, "This is no row file: it has only 39 bytes.")]
    [InlineData(100, "This is no row file: its end is not marked as one.")]
    public void A_file_that_was_cut_off_is_refused(int length, string message)
    {
        var (file, _) = Write([Placed, Placed]);
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => RowFileReader.Over(file.AsMemory(0, length))).Message);
    }

    [Fact]
    public void Another_version_is_refused()
    {
        var (file, _) = Write([Placed]);
        file[^32] = 2;
        Assert.Equal("This row file has version 2; this Muster reads version 1.", Assert.Throws<InvalidDataException>(() => RowFileReader.Over(file)).Message);
    }

    [Fact]
    public void A_footer_that_does_not_fit_the_file_is_refused()
    {
        var (file, _) = Write([Placed]);
        file[^24] = 9;
        Assert.Equal($"This row file is damaged: it says 9 rows in 94 bytes, but is {file.Length} bytes long.", Assert.Throws<InvalidDataException>(() => RowFileReader.Over(file)).Message);
    }

    [Fact]
    public void A_damaged_row_is_told_by_its_index_and_the_others_are_read()
    {
        var (file, _) = Write([Placed, Placed]);
        file[0] = (byte)'x';
        var reader = RowFileReader.Over(file);

        Assert.StartsWith("Row 0 of the row file is damaged: 'x' is an invalid start of a value.", Assert.Throws<InvalidDataException>(() => reader[0]).Message, StringComparison.Ordinal);
        Assert.True(Same(Placed, reader[1]));
    }

    [Fact]
    public void There_is_no_row_beyond_the_last()
    {
        var (file, _) = Write([Placed]);
        Assert.Throws<ArgumentOutOfRangeException>(() => RowFileReader.Over(file)[1]);
    }

    private static bool Same(Row a, Row b) => a.Placement == b.Placement && a.Parameters.SequenceEqual(b.Parameters);

    private static (byte[] File, RowFileSummary Summary) Write(IEnumerable<Row> rows)
    {
        using var stream = new MemoryStream();
        using var writer = new RowFileWriter(stream);
        foreach (var row in rows) writer.Append(row);
        var summary = writer.Complete();
        return (stream.ToArray(), summary);
    }

    private static Gen<Row> Rows()
    {
        var values = Gen.OneOf(Texts.Any.Select(ParameterValue.FromText), Gen.Elements("1", "1e-4", "true", "null", "[1,{\"a\":\"b\"}]", "{}").Select(j => new ParameterValue(j)));
        var parameters = Texts.Any.Zip(values).ListOf().Select(l => (IReadOnlyList<Parameter>)[.. l.Take(4).DistinctBy(p => p.Item1).Select(p => new Parameter(p.Item1, p.Item2))]);
        var placements = Gen.Elements(PlacementSpec.Anywhere, Placed.Placement, new() { InstanceType = "c5.*", AvailabilityZone = "eu-west-1a", Ami = "ami-12345678", KeyPair = "k", IamRole = "r", Accelerators = "t4:1" });
        return parameters.Zip(placements).Select(p => new Row(p.Item1, p.Item2));
    }
}
