using Muster.Cli;
using Muster.Fleet;
using Muster.Offers;
using Muster.Testing.Blobs;
using Muster.Testing.Time;

namespace Muster.Tests.Cli;

public class OffersCommandTests
{
    [Fact]
    public async Task Offers_of_all_spokes_are_shown_cheapest_first_with_their_ages()
    {
        var cli = await PlatformAsync();

        var answer = await cli.RunAsync("offers");

        Assert.Equal(0, answer.Code);
        Snapshot.Matches("offers.txt", answer.Out);
        Assert.Equal(
            """
            111122223333/eu-west-1: types read 2h ago, zones 2h ago, spot prices 5m ago; no on-demand price of this region is known.
            111122223333/us-east-1: types read 2h ago, zones 2h ago, spot prices 5m ago; on-demand prices of 2026-02-19, 10 days old. A list.
            444455556666/us-east-1 has no catalogue yet; its spoke reads one by schedule.

            """,
            answer.Error);
    }

    [Fact]
    public async Task Json_has_every_field_and_null_for_what_is_not_known()
    {
        var answer = await (await PlatformAsync()).RunAsync("offers", "--json");

        Assert.Equal((0, ""), (answer.Code, answer.Error));
        Snapshot.Matches("offers.json", answer.Out);
    }

    [Theory]
    [InlineData("--vcpu 4", "g4dn.xlarge us-east-1")]
    [InlineData("--memory 8GiB --max-price 0.2", "m5.large us-east-1")]
    [InlineData("--gpu 1", "g4dn.xlarge us-east-1")]
    [InlineData("--region eu-west-1", "c5.large eu-west-1")]
    [InlineData("--max-price 0.1", "c5.large us-east-1, m5.large us-east-1")]
    [InlineData("--spot --max-price 0.04", "c5.large us-east-1, c5.large eu-west-1")]
    [InlineData("--type *.large --sort name", "c5.large eu-west-1, c5.large us-east-1, m5.large us-east-1")]
    [InlineData("--sort memory", "c5.large us-east-1, c5.large eu-west-1, m5.large us-east-1, g4dn.xlarge us-east-1")]
    public async Task Conditions_leave_what_meets_them_in_the_order_asked_for(string line, string found)
    {
        var answer = await (await PlatformAsync()).RunAsync(["offers", .. line.Split(' ')]);

        var rows = answer.Out.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(found, string.Join(", ", rows.Select(row => $"{row[0]} {row.Single(cell => cell.EndsWith("-1", StringComparison.Ordinal))}")));
    }

    [Fact]
    public async Task What_is_left_out_is_told()
    {
        var cli = await PlatformAsync();

        Assert.StartsWith("These are 1 of 4. See more by --limit, or ask for less.\n", (await cli.RunAsync("offers", "--limit", "1")).Error, StringComparison.Ordinal);
        var none = await cli.RunAsync("offers", "--vcpu", "999");
        Assert.Equal((0, ""), (none.Code, none.Out));
        Assert.StartsWith("None of 4 offers meets all of that.\n", none.Error, StringComparison.Ordinal);
        Assert.Equal((0, "[]\n"), await cli.RunAsync("offers", "--vcpu", "999", "--json") is var json ? (json.Code, json.Out) : default);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Without_a_platform_this_machine_is_the_one_offer(bool hasStore)
    {
        var cli = new CliRig { HasStore = hasStore };
        cli.Environment["MUSTER_USD_PER_HOUR"] = "0.25";

        var answer = await cli.RunAsync("offers");

        var rows = answer.Out.TrimEnd('\n').Split('\n');
        Assert.Equal((0, "", 2), (answer.Code, answer.Error, rows.Length));
        Assert.Matches($@"^this machine +{Environment.ProcessorCount} .*local +0\.25\z", rows[1]);
    }

    [Theory]
    [InlineData("--memory 16", "--memory is '16'; it is a whole number with one of the units B, KiB, MiB, GiB or TiB, such as 512MiB or 4GiB.")]
    [InlineData("--max-price -1", "--max-price is '-1'; it is an amount in USD per hour, 0 or more, such as 0.25.")]
    [InlineData("--type c5", "--type is 'c5', which is no pattern of instance types: a type has a family and a size, such as c5.large or c5.*.")]
    [InlineData("--sort size", "--sort is 'size'; it is price, vcpu, memory or name.")]
    [InlineData("--vcpu many", "--vcpu is 'many'; it is a whole number of 0 or more.")]
    public async Task Values_that_cannot_be_are_told(string line, string problem)
    {
        var answer = await new CliRig().RunAsync(["offers", .. line.Split(' ')]);

        Assert.Equal(ExitCode.Usage, answer.Code);
        Assert.StartsWith($"muster: {problem} See 'muster offers --help'.\n", answer.Error, StringComparison.Ordinal);
    }

    private static async Task<CliRig> PlatformAsync()
    {
        var now = new CliRig().World.Time.GetUtcNow();
        var blobs = new InMemoryBlobStore();
        SpokeRecord[] spokes = [Spoke("111122223333", "eu-west-1"), Spoke("111122223333", "us-east-1"), Spoke("444455556666", "us-east-1") with { CatalogueAt = null }];
        var prices = OnDemandPrices.Read("""{"source": "A list.", "date": "2026-02-19", "usd_per_hour": {"us-east-1": {"c5.large": 0.085, "m5.large": 0.096, "g4dn.xlarge": 0.526}}}"""u8.ToArray());
        await PutAsync(Catalogue(spokes[0], Type("c5.large", 2, 4, "eu-west-1", 0.04m)));
        await PutAsync(Catalogue(spokes[1], Type("c5.large", 2, 4, "us-east-1", 0.03m), Type("m5.large", 2, 8, "us-east-1", 0.05m), Type("m6g.large", 2, 8, "us-east-1", 0.01m) with { Architectures = ["arm64"] }, Type("g4dn.xlarge", 4, 16, "us-east-1", null) with { Gpus = 1, GpuName = "NVIDIA T4" }));
        return new() { Spokes = new(_ => Task.FromResult<IReadOnlyList<SpokeRecord>>(spokes), blobs, spoke => $"catalogues/{spoke}.json") };

        SpokeRecord Spoke(string account, string region) => new() { Key = new(account, region), Version = 1, CatalogueAt = now };

        Catalogue Catalogue(SpokeRecord spoke, params InstanceType[] types) =>
            new Catalogue { Spoke = spoke.Key, Types = types, TypesAt = now.AddHours(-2), OfferingsAt = now.AddHours(-2), SpotAt = now.AddMinutes(-5) }.WithPrices(prices);

        InstanceType Type(string name, int vcpus, int gib, string region, decimal? spot) => new()
        {
            Name = name, Vcpus = vcpus, MemoryBytes = (long)gib << 30, Architectures = ["x86_64"],
            Zones = [new($"{region}a", spot, spot is null ? null : now.AddMinutes(-30)), new($"{region}b")],
        };

        async Task PutAsync(Catalogue catalogue) => await blobs.PutAsync($"catalogues/{catalogue.Spoke}.json", new MemoryStream(CatalogueJson.Write(catalogue)));
    }
}
