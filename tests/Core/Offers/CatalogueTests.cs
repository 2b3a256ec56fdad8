using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Muster.Fleet;
using Muster.Offers;

namespace Muster.Tests.Core.Offers;

public sealed class CatalogueTests
{
    private static readonly DateTimeOffset s_at = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);
    private static readonly OnDemandPrices s_prices = OnDemandPrices.Read("""{"source": "a list", "date": "2026-07-20", "usd_per_hour": {"eu-west-1": {"c5.large": 0.096}}}"""u8.ToArray());

    [Fact]
    public void Pages_as_ec2_has_them_make_a_catalogue_with_ages_and_prices()
    {
        var catalogue = CatalogueAssembly.Of(Pages(), s_prices)!;

        Assert.Equal(new("111122223333", "eu-west-1"), catalogue.Spoke);
        Assert.Equal((s_at, s_at + TimeSpan.FromMinutes(2), s_at + TimeSpan.FromMinutes(3), s_at), (catalogue.TypesAt, catalogue.OfferingsAt, catalogue.SpotAt, catalogue.ReadAt));
        Assert.Equal((new DateOnly(2026, 7, 20), "a list"), (catalogue.OnDemandOn, catalogue.OnDemandSource));
        Assert.Equal(["c5.large", "g4dn.xlarge"], catalogue.Types.Select(type => type.Name));
        Assert.Equal((2, 4L << 30, 0, null, 0.096m), (catalogue.Types[0].Vcpus, catalogue.Types[0].MemoryBytes, catalogue.Types[0].Gpus, catalogue.Types[0].GpuName, catalogue.Types[0].OnDemandUsd));
        Assert.Equal((1, "NVIDIA T4", null), (catalogue.Types[1].Gpus, catalogue.Types[1].GpuName, catalogue.Types[1].OnDemandUsd));
        Assert.Equal([new("eu-west-1a", 0.035m, s_at), new ZoneOffer("eu-west-1b")], catalogue.Types[0].Zones);
        Assert.Equal((0.035m, null), (catalogue.Types[0].SpotUsd, catalogue.Types[1].SpotUsd));
    }

    [Fact]
    public void Order_and_doubles_of_pages_change_nothing() => Prop.ForAll(
        Gen.Shuffle<CataloguePage>([.. Pages(), .. Pages()]).ToArbitrary(),
        pages => CatalogueJson.Write(CatalogueAssembly.Of(pages, s_prices)!).AsSpan().SequenceEqual(CatalogueJson.Write(CatalogueAssembly.Of(Pages(), s_prices)!)))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Catalogue_lacks_until_every_page_came() => Assert.All(
        Pages(), page => Assert.Null(CatalogueAssembly.Of([.. Pages().Where(other => other.Kind != page.Kind || other.Number != page.Number)], s_prices)));

    [Fact]
    public void Pages_of_two_readings_are_no_catalogue() => Assert.Equal(
        "The pages are of different readings. (Parameter 'pages')",
        Assert.Throws<ArgumentException>(() => CatalogueAssembly.Of([.. Pages(), Pages()[0] with { Catalogue = "other" }], s_prices)).Message);

    [Fact]
    public void Catalogue_and_pages_survive_their_json()
    {
        var catalogue = CatalogueAssembly.Of(Pages(), s_prices)!;

        Assert.Equal(CatalogueJson.Write(catalogue), CatalogueJson.Write(CatalogueJson.ReadCatalogue(CatalogueJson.Write(catalogue))));
        Assert.Equal(
            CatalogueJson.Write(catalogue),
            CatalogueJson.Write(CatalogueAssembly.Of([.. Pages().Select(page => CatalogueJson.ReadPage(CatalogueJson.Write(page)))], s_prices)!));
        Assert.StartsWith(
            """{"account":"111122223333","region":"eu-west-1","types_at":"2026-11-30T12:00:00+00:00",""",
            System.Text.Encoding.UTF8.GetString(CatalogueJson.Write(catalogue)), StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_catalogue_says_so() => Assert.Equal(
        "This is no catalogue: account is missing.", Assert.Throws<InvalidDataException>(() => CatalogueJson.ReadCatalogue("{}"u8.ToArray())).Message);

    [Theory]
    [InlineData("spot", """{"InstanceType":"c5.large","AvailabilityZone":"eu-west-1a","SpotPrice":"0"}""", "SpotPrice is \"0\", which is no price.")]
    [InlineData("spot", """{"InstanceType":"c5.large","AvailabilityZone":"eu-west-1a"}""", "SpotPrice is missing.")]
    [InlineData("types", """{"InstanceType":"c5.large","VCpuInfo":{"DefaultVCpus":2},"MemoryInfo":{}}""", "SizeInMiB is missing.")]
    public void Item_that_lacks_a_figure_is_an_error_and_never_0(string kind, string item, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Page(kind, 0, true, 0, item)).Message);

    [Fact]
    public void Page_of_another_kind_is_none_of_a_catalogue()
    {
        using var json = JsonDocument.Parse("""{"kind":"spoke"}""");

        Assert.Null(CataloguePage.Read(json.RootElement, s_at));
    }

    [Fact]
    public void Prices_that_come_with_this_version_have_source_and_date()
    {
        var prices = OnDemandPrices.BuiltIn;

        Assert.Equal(new DateOnly(2026, 7, 20), prices.Date);
        Assert.StartsWith("AWS Price List, as read by Karpenter on 2026-07-20", prices.Source, StringComparison.Ordinal);
        Assert.Equal((0.085m, 0.096m, 0.526m), (prices.Of("us-east-1", "c5.large"), prices.Of("us-east-1", "m5.large"), prices.Of("us-east-1", "g4dn.xlarge")));
        Assert.Null(prices.Of("us-east-1", "q9.large"));
        Assert.Null(prices.Of("eu-west-1", "c5.large"));
        Assert.Equal(133, prices.DaysOld(s_at));
    }

    [Theory]
    [InlineData("""{"source":"x","date":"2026-07-20","usd_per_hour":{"eu-west-1":{"c5.large":0}}}""", "This is no list of on-demand prices: c5.large costs 0; a price is more than 0, and one that is not known is left out.")]
    [InlineData("""{"source":"x","usd_per_hour":{}}""", "This is no list of on-demand prices: date is missing.")]
    public void Price_list_with_an_error_is_refused(string json, string message) =>
        Assert.Equal(message, Assert.Throws<InvalidDataException>(() => OnDemandPrices.Read(System.Text.Encoding.UTF8.GetBytes(json))).Message);

    private static CataloguePage[] Pages() =>
    [
        Page("types", 0, false, 0, """{"InstanceType":"g4dn.xlarge","VCpuInfo":{"DefaultVCpus":4},"MemoryInfo":{"SizeInMiB":16384},"ProcessorInfo":{"SupportedArchitectures":["x86_64"]},"GpuInfo":{"Gpus":[{"Name":"T4","Manufacturer":"NVIDIA","Count":1}]}}"""),
        Page("types", 1, true, 1, """{"InstanceType":"c5.large","VCpuInfo":{"DefaultVCpus":2},"MemoryInfo":{"SizeInMiB":4096},"ProcessorInfo":{"SupportedArchitectures":["x86_64"]}}"""),
        Page("offerings", 0, true, 2, """{"InstanceType":"c5.large","Location":"eu-west-1b"}""", """{"InstanceType":"c5.large","Location":"eu-west-1a"}""", """{"InstanceType":"g4dn.xlarge","Location":"eu-west-1a"}"""),
        Page("spot", 0, false, 3, """{"InstanceType":"c5.large","AvailabilityZone":"eu-west-1a","SpotPrice":"0.035000","Timestamp":"2026-11-30T12:00:00Z"}"""),
        Page("spot", 1, true, 4, """{"InstanceType":"c5.large","AvailabilityZone":"eu-west-1a","SpotPrice":"0.040000","Timestamp":"2026-11-30T09:00:00Z"}"""),
    ];

    private static CataloguePage Page(string kind, int number, bool last, int minutes, params string[] items)
    {
        using var json = JsonDocument.Parse($$"""
            {"deployment":"d","account":"111122223333","region":"eu-west-1","catalogue":"c1","kind":"{{kind}}","page":{{number}},"last":{{(last ? "true" : "false")}},"items":[{{string.Join(',', items)}}]}
            """);
        return CataloguePage.Read(json.RootElement, s_at + TimeSpan.FromMinutes(minutes))!;
    }
}
