using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Fleet;
using Muster.Functions.Input;
using Muster.Offers;

namespace Muster.Tests.Functions;

public sealed class CheckTests
{
    private readonly FunctionWorld world = new();

    [Fact]
    public async Task A_spoke_that_was_never_heard_of_tells_what_it_has()
    {
        var self = JsonNode.Parse("""{"subnets":[{"id":"subnet-1","zone":"eu-west-1a"}],"profiles":[{"name":"p","architecture":"x86_64","ami":null,"iamRole":"r","keyPair":null,"hibernates":true}]}""")!;

        await PageAsync("c1", "spoke", 0, true, self);
        await PageAsync("c1", "spoke", 0, true, self);

        var spoke = (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!;
        Assert.Equal(1, spoke.Version);
        Assert.Equal([new Subnet("subnet-1", "eu-west-1a")], spoke.Subnets);
        Assert.Equal([new LaunchProfile("p", "x86_64", null, "r", null, true)], spoke.Profiles);
    }

    [Fact]
    public async Task A_catalogue_is_put_together_from_its_pages_in_whatever_order_and_however_often()
    {
        var pages = Pages("c1", "0.0321");
        for (var seed = 0; seed < 10; seed++)
        {
            var own = new FunctionWorld();
            var chance = new Random(seed);
            foreach (var page in pages.Concat(pages.Take(2)).OrderBy(_ => chance.Next()))
                await own.TellAsync(PlatformHandlers.Check, PlatformEvents.CataloguePage, page);
            var spoke = (await own.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!;
            Assert.Equal((own.Time.GetUtcNow(), "memory:///platform/catalogue/111122223333/eu-west-1.json"), (spoke.CatalogueAt, spoke.CatalogueUri));
            var catalogue = await CatalogueAsync(own);
            Assert.Equal(["a.large", "b.large"], catalogue.Types.Select(type => type.Name));
            Assert.Equal(0.0321m, catalogue.Types[0].SpotUsd);
        }
    }

    [Fact]
    public async Task An_older_catalogue_does_not_take_the_place_of_a_newer_one()
    {
        var late = world.Event(PlatformEvents.CataloguePage, Pages("c1", "0.01")[0]);
        world.Time.Move(TimeSpan.FromHours(6));
        foreach (var page in Pages("c2", "0.02"))
            await world.TellAsync(PlatformHandlers.Check, PlatformEvents.CataloguePage, page);
        foreach (var page in Pages("c1", "0.01").Skip(1))
            await world.TellAsync(PlatformHandlers.Check, PlatformEvents.CataloguePage, page);
        await world.CallAsync(PlatformHandlers.Check, late);

        Assert.Equal(0.02m, (await CatalogueAsync(world)).Types[0].SpotUsd);
    }

    [Fact]
    public async Task A_check_is_sent_to_every_spoke_and_its_answer_is_recorded()
    {
        await world.WithSpokeAsync();
        var wish = JsonNode.Parse("""{"kind":"check","run":"","queue":"","generation":"","check":"c7"}""")!;

        var answer = await world.CallAsync(PlatformHandlers.Check, wish);
        Assert.Equal("""{"deployment":"team","account":"111122223333","region":"eu-west-1","check":"c7","sentAt":"2026-11-30T12:00:00Z"}""", answer["batches"]![0]![0]!["Detail"]!.ToJsonString());

        world.Time.Move(TimeSpan.FromSeconds(3));
        var told = JsonNode.Parse("""{"check":"c7","sentAt":"2026-11-30T12:00:00Z","quotas":[{"code":"L-1216C47A","name":"Running On-Demand Standard","value":640}]}""")!.AsObject();
        await world.TellAsync(PlatformHandlers.Check, PlatformEvents.CheckAnswered, told);
        await world.TellAsync(PlatformHandlers.Check, PlatformEvents.CheckAnswered, told);

        var spoke = (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!;
        Assert.Equal(("c7", world.Time.GetUtcNow(), 2L), (spoke.CheckAnswered, spoke.CheckAnsweredAt, spoke.Version));
        Assert.Equal([new SpokeQuota("L-1216C47A", "Running On-Demand Standard", 640)], spoke.Quotas);
    }

    [Fact]
    public async Task A_late_answer_to_an_earlier_check_does_not_take_the_place_of_a_later_one()
    {
        var early = world.Event(PlatformEvents.CheckAnswered, new() { ["check"] = "c1", ["quotas"] = new JsonArray() });
        world.Time.Move(TimeSpan.FromSeconds(9));
        await world.TellAsync(PlatformHandlers.Check, PlatformEvents.CheckAnswered, new() { ["check"] = "c2", ["quotas"] = new JsonArray() });

        await world.CallAsync(PlatformHandlers.Check, early);

        Assert.Equal("c2", (await world.Fleet.GetSpokeAsync(FunctionWorld.Ireland))!.CheckAnswered);
    }

    [Theory]
    [InlineData("{\"catalogue\":\"c\",\"kind\":\"odd\"}", "Catalogue Page: the field 'kind' is \"odd\"; it has to be one of spoke, types, offerings, spot.")]
    [InlineData("{\"catalogue\":\"c\",\"kind\":\"spoke\",\"items\":[]}", "Catalogue Page: the field 'items' has 0 items; of the kind spoke it has to have one.")]
    [InlineData("{\"catalogue\":\"c\",\"kind\":\"types\",\"page\":0,\"last\":true,\"items\":[{}]}", "Catalogue Page: it is no page of types: InstanceType is missing.")]
    public async Task A_page_that_is_none_is_refused_with_field_and_value(string detail, string message) => Assert.Equal(
        message, (await Assert.ThrowsAsync<InputException>(() => world.TellAsync(PlatformHandlers.Check, PlatformEvents.CataloguePage, JsonNode.Parse(detail)!.AsObject()))).Message);

    private static JsonObject[] Pages(string catalogue, string spot) =>
    [
        Page(catalogue, "types", 0, false, Type("a.large")),
        Page(catalogue, "types", 1, true, Type("b.large")),
        Page(catalogue, "offerings", 0, true, JsonNode.Parse("""{"InstanceType":"a.large","Location":"eu-west-1a"}""")!, JsonNode.Parse("""{"InstanceType":"b.large","Location":"eu-west-1a"}""")!),
        Page(catalogue, "spot", 0, true, JsonNode.Parse($$"""{"InstanceType":"a.large","AvailabilityZone":"eu-west-1a","SpotPrice":"{{spot}}","Timestamp":"2026-11-30T11:00:00Z"}""")!),
    ];

    private static JsonNode Type(string name) => JsonNode.Parse($$"""{"InstanceType":"{{name}}","VCpuInfo":{"DefaultVCpus":2},"MemoryInfo":{"SizeInMiB":4096},"ProcessorInfo":{"SupportedArchitectures":["x86_64"]},"Hypervisor":"nitro"}""")!;

    private static JsonObject Page(string catalogue, string kind, int number, bool last, params JsonNode[] items) =>
        new() { ["catalogue"] = catalogue, ["kind"] = kind, ["page"] = number, ["last"] = last, ["items"] = new JsonArray([.. items.Select(item => item.DeepClone())]) };

    private static async Task<Catalogue> CatalogueAsync(FunctionWorld world)
    {
        await using var stream = await world.Runs.Blobs.GetAsync(PlatformBlobs.Catalogue(FunctionWorld.Ireland));
        using var bytes = new MemoryStream();
        await stream!.CopyToAsync(bytes);
        return CatalogueJson.ReadCatalogue(bytes.ToArray());
    }

    private Task PageAsync(string catalogue, string kind, int number, bool last, params JsonNode[] items) =>
        world.TellAsync(PlatformHandlers.Check, PlatformEvents.CataloguePage, Page(catalogue, kind, number, last, items));
}
