using Muster.Aws.Store;
using Muster.Tests.Servers;

namespace Muster.Tests.Aws.Store.Billing;

/// <summary>The figures of the server in memory, before larger runs are counted by them.</summary>
public sealed class BillingTests(DynamoServer server)
{
    [Fact]
    public async Task The_server_in_memory_tells_the_same_units_as_dynalite()
    {
        using var rig = await DynamoRig.NewAsync(server);
        using var memory = new MemoryDynamo(isLikeDynalite: true);
        var (real, ours) = (new RequestMeter(), new RequestMeter());

        await PlayAsync(rig.Open(DynamoRig.Hurried(new(1)) with { Meter = real }));
        await PlayAsync(new(memory, new("memory"), "aws://memory/memory", new() { Chance = DynamoRig.Chance, Meter = ours }));

        Assert.Equal(real.Counts, ours.Counts);
        Assert.Equal(15, real.Counts.Count);
    }

    /// <summary>The sizes of the documentation's own rules, by hand.</summary>
    [Theory]
    [InlineData("0", 1)]
    [InlineData("7", 2)]
    [InlineData("10", 2)]
    [InlineData("42", 2)]
    [InlineData("123", 3)]
    [InlineData("1000000", 2)]
    public void Numbers_take_a_byte_for_two_digits_and_one_more(string number, int bytes) =>
        Assert.Equal(1 + bytes, ItemSize.Of(new() { ["n"] = new() { N = number } }));

    private static async Task PlayAsync(DynamoRunStore store)
    {
        var script = new StoreScript(store);
        await script.SubmitAsync();
        await script.ClaimAsync();
        await script.FinishAsync();
        await script.JoinAsync();
        await script.RenewAsync();
        await script.LookAroundAsync();
        await store.WriteAsync(CapacityRun.Submission(1_000_000, new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)));
        await script.StatusAsync();
    }
}
