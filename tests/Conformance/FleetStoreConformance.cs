using Muster.Fleet;
using Muster.Runs;
using Muster.Sets;
using Muster.Stores;

namespace Muster.Tests.Conformance;

/// <summary>What every store of a platform's records does. Each adapter's tests inherit it.</summary>
public abstract class FleetStoreConformance
{
    private static readonly RunId Run = RunId.FromToken("token");
    private static readonly SpokeKey Spoke = new("111122223333", "eu-west-1");

    /// <summary>An empty store.</summary>
    protected abstract IFleetStore Store { get; }

    /// <summary>Another instance over the same records, as another process has it.</summary>
    protected abstract IFleetStore Another { get; }

    /// <summary>The wishes that are recorded, by <see cref="PlatformWish.Key"/>, in any order.</summary>
    protected abstract Task<IReadOnlyList<string>> WishesAsync();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_store_has_nothing()
    {
        Assert.Null(await Store.GetSpokeAsync(Spoke, Cancel));
        Assert.Empty(await Store.ListSpokesAsync(Cancel));
        Assert.Null(await Store.GetInstanceAsync("i-1", Cancel));
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        Assert.Empty(await WishesAsync());
    }

    [Fact]
    public async Task A_spoke_is_written_only_over_the_version_before()
    {
        Assert.Equal(WriteAnswer.Refused, await Store.WriteAsync(ASpoke(2), Cancel));
        Assert.Equal(WriteAnswer.Refused, await Store.WriteAsync(ASpoke(0), Cancel));
        Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(ASpoke(1), Cancel));
        Assert.Equal(WriteAnswer.Refused, await Another.WriteAsync(ASpoke(1) with { CatalogueUri = "other" }, Cancel));
        Assert.Null((await Store.GetSpokeAsync(Spoke, Cancel))!.CatalogueUri);
        Assert.Equal(WriteAnswer.Written, await Another.WriteAsync(ASpoke(2), Cancel));
        Assert.Equal(2, (await Store.GetSpokeAsync(Spoke, Cancel))!.Version);
    }

    [Fact]
    public async Task An_instance_is_written_only_over_the_version_before()
    {
        Assert.Equal(WriteAnswer.Refused, await Store.WriteAsync(Instance("i-1", InstanceState.Leaving, version: 2), Cancel));
        Assert.Equal(WriteAnswer.Refused, await Store.WriteAsync(Instance("i-1", InstanceState.Leaving, version: 0), Cancel));
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        Assert.Equal(WriteAnswer.Written, await Store.WriteAsync(Instance("i-1", InstanceState.Running), Cancel));
        Assert.Equal(WriteAnswer.Refused, await Another.WriteAsync(Instance("i-1", InstanceState.Leaving), Cancel));
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        Assert.Equal(WriteAnswer.Written, await Another.WriteAsync(Instance("i-1", InstanceState.Leaving, version: 2), Cancel));
        Assert.Equal(InstanceState.Leaving, (await Store.GetInstanceAsync("i-1", Cancel))!.State);
    }

    [Fact]
    public async Task Records_come_back_member_by_member()
    {
        var spoke = ASpoke(1) with
        {
            Subnets = [new("subnet-1", "eu-west-1a"), new("subnet-2", "eu-west-1b")],
            Profiles = [new("muster-x-0f", "x86_64", "ami-1", "role", "key", true), new("muster-x-10", "x86_64", null, null, null, false)],
            Governor = new(1.5, Samples.Noon, 0.25),
            Failures = [new("m7i.large", "eu-west-1a", true, "InsufficientInstanceCapacity", Samples.Noon), new("m7i.large", null, false, "VcpuLimitExceeded", Samples.Noon)],
            CatalogueUri = "s3://bucket/platform/catalogue/1/eu.json",
            CatalogueAt = Samples.Noon,
            Listing = new("l1", Samples.Noon, IndexSet.Of([0, 2]), 2),
            ListedAt = Samples.Noon.AddMinutes(-10),
            CheckAnswered = "c1",
            CheckAnsweredAt = Samples.Noon,
        };
        var instance = Instance("i-1", InstanceState.Interrupted) with { InstanceType = "m7i.large", Zone = "eu-west-1a", Spot = true };
        await Store.WriteAsync(spoke, Cancel);
        await Store.WriteAsync(instance, Cancel);

        Assert.Equal(Same.Text(spoke), Same.Text(await Another.GetSpokeAsync(Spoke, Cancel)));
        Assert.Equal(Same.Text(instance), Same.Text(await Another.GetInstanceAsync("i-1", Cancel)));
        Assert.Equal(Same.Text(instance), Same.Text(Assert.Single(await Another.ListTroubledAsync(Run, Samples.Noon, Cancel))));
    }

    [Fact]
    public async Task Of_many_writers_of_the_same_version_one_wins()
    {
        for (var version = 1; version <= 3; version++)
        {
            var at = version;
            var spokes = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => (writer % 2 == 0 ? Store : Another).WriteAsync(ASpoke(at) with { CatalogueUri = $"{writer}" }, Cancel), Cancel)));
            var instances = await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(() => (writer % 2 == 0 ? Store : Another).WriteAsync(Instance("i-1", (InstanceState)(writer % 5), version: at), Cancel), Cancel)));
            Assert.Single(spokes, WriteAnswer.Written);
            Assert.Single(instances, WriteAnswer.Written);
        }
    }

    [Fact]
    public async Task Spokes_are_listed_by_account_and_region()
    {
        foreach (var (account, region) in new[] { ("222222222222", "eu-west-1"), ("111111111111", "us-east-1"), ("111111111111", "eu-west-1") })
            await Store.WriteAsync(ASpoke(1) with { Key = new(account, region) }, Cancel);

        Assert.Equal(
            ["111111111111/eu-west-1", "111111111111/us-east-1", "222222222222/eu-west-1"],
            (await Another.ListSpokesAsync(Cancel)).Select(spoke => spoke.Key.ToString()));
    }

    [Fact]
    public async Task Instances_in_trouble_are_those_of_the_run_that_do_not_simply_run()
    {
        foreach (var state in Enum.GetValues<InstanceState>())
            await Store.WriteAsync(Instance($"i-{state}", state), Cancel);
        await Store.WriteAsync(Instance("i-other", InstanceState.Terminated) with { Run = RunId.FromToken("other") }, Cancel);
        await Store.WriteAsync(Instance("i-unknown", InstanceState.Terminated) with { Run = null }, Cancel);

        Assert.Equal(["i-Interrupted", "i-Leaving", "i-Stopped", "i-Terminated"], (await Another.ListTroubledAsync(Run, Samples.Noon, Cancel)).Select(instance => instance.Id));
    }

    [Fact]
    public async Task An_instance_is_in_trouble_once_its_run_is_known_and_no_more_when_it_runs_again()
    {
        await Store.WriteAsync(Instance("i-1", InstanceState.Stopped) with { Run = null }, Cancel);
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        await Store.WriteAsync(Instance("i-1", InstanceState.Stopped, version: 2), Cancel);
        Assert.Single(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        await Store.WriteAsync(Instance("i-1", InstanceState.Running, version: 3), Cancel);
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        await Store.WriteAsync(Instance("i-1", InstanceState.Terminated, version: 4), Cancel);
        Assert.Equal(InstanceState.Terminated, Assert.Single(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel)).State);
    }

    [Fact]
    public async Task Of_those_that_are_gone_only_the_ones_that_went_lately_are_in_trouble()
    {
        foreach (var state in Enum.GetValues<InstanceState>())
            await Store.WriteAsync(Instance($"i-{state}", state) with { HeardAt = Samples.Noon.AddHours(-3) }, Cancel);
        await Store.WriteAsync(Instance("i-late", InstanceState.Terminated) with { HeardAt = Samples.Noon.AddHours(-1) }, Cancel);
        await Store.WriteAsync(Instance("i-later", InstanceState.Leaving) with { HeardAt = Samples.Noon.AddHours(-3) }, Cancel);
        await Store.WriteAsync(Instance("i-later", InstanceState.Terminated, version: 2), Cancel);

        Assert.Equal(["i-Interrupted", "i-Leaving", "i-Stopped", "i-late", "i-later"], await TroubledAsync(Samples.Noon.AddHours(-1)));
        Assert.Equal(["i-Interrupted", "i-Leaving", "i-Stopped", "i-later"], await TroubledAsync(Samples.Noon.AddHours(-1).AddTicks(1)));
        Assert.Equal(["i-Interrupted", "i-Leaving", "i-Stopped", "i-Terminated", "i-late", "i-later"], await TroubledAsync(DateTimeOffset.MinValue));

        async Task<IEnumerable<string>> TroubledAsync(DateTimeOffset since) => (await Another.ListTroubledAsync(Run, since, Cancel)).Select(instance => instance.Id);
    }

    [Fact]
    public async Task A_spoke_is_removed_in_the_version_that_was_read()
    {
        await Store.WriteAsync(ASpoke(1), Cancel);
        await Store.WriteAsync(ASpoke(1) with { Key = Spoke with { Region = "us-east-1" } }, Cancel);
        await Another.WriteAsync(ASpoke(2), Cancel);

        Assert.Equal(WriteAnswer.Refused, await Store.RemoveAsync(ASpoke(1), Cancel));
        Assert.Equal(2, (await Another.GetSpokeAsync(Spoke, Cancel))!.Version);
        Assert.Equal(WriteAnswer.Written, await Store.RemoveAsync(ASpoke(2), Cancel));
        Assert.Null(await Another.GetSpokeAsync(Spoke, Cancel));
        Assert.Equal("us-east-1", Assert.Single(await Another.ListSpokesAsync(Cancel)).Key.Region);
    }

    [Fact]
    public async Task A_spoke_that_is_not_there_is_removed_and_one_that_was_removed_may_come_again()
    {
        Assert.Equal(WriteAnswer.Written, await Store.RemoveAsync(ASpoke(3), Cancel));
        await Store.WriteAsync(ASpoke(1), Cancel);
        await Store.RemoveAsync(ASpoke(1), Cancel);

        Assert.Equal(WriteAnswer.Refused, await Another.WriteAsync(ASpoke(2), Cancel));
        Assert.Equal(WriteAnswer.Written, await Another.WriteAsync(ASpoke(1), Cancel));
        Assert.Single(await Store.ListSpokesAsync(Cancel));
    }

    [Fact]
    public async Task Many_instances_in_trouble_are_all_listed()
    {
        await Task.WhenAll(Enumerable.Range(0, 230).Select(i => Store.WriteAsync(Instance($"i-{i:D4}", InstanceState.Terminated), Cancel)));

        Assert.Equal(230, (await Store.ListTroubledAsync(Run, Samples.Noon, Cancel)).Select(instance => instance.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_wish_is_recorded_once()
    {
        PlatformWish[] wishes =
        [
            new PlatformWish.Start(Run, IsQueue: true, Generation: 0),
            new PlatformWish.Start(Run, IsQueue: false, Generation: 5_882_400),
            new PlatformWish.Check("c1"),
            new PlatformWish.Machine(Spoke, Machine(MachineWish.Stop)),
            new PlatformWish.Machine(Spoke, Machine(MachineWish.Hibernate)),
            new PlatformWish.Machine(Spoke, Machine(MachineWish.Stop) with { AskedAt = Samples.Noon.AddTicks(1) }),
        ];
        foreach (var wish in wishes)
            await Store.WishAsync(wish, Cancel);
        foreach (var wish in wishes)
            await Another.WishAsync(wish, Cancel);

        Assert.Equal(wishes.Select(wish => wish.Key).Order(StringComparer.Ordinal), (await WishesAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_cancelled_call_throws_and_changes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(ASpoke(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WriteAsync(Instance("i-1", InstanceState.Leaving), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.WishAsync(new PlatformWish.Check("c1"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.RemoveAsync(ASpoke(1), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.GetSpokeAsync(Spoke, cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListSpokesAsync(cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.ListTroubledAsync(Run, Samples.Noon, cancelled.Token));
        Assert.Empty(await Store.ListSpokesAsync(Cancel));
        Assert.Empty(await Store.ListTroubledAsync(Run, Samples.Noon, Cancel));
        Assert.Empty(await WishesAsync());
    }

    private static SpokeRecord ASpoke(long version) => new() { Key = Spoke, Version = version };

    private static InstanceRecord Instance(string id, InstanceState state, long version = 1) =>
        new() { Id = id, Version = version, Spoke = Spoke, State = state, Run = Run, Token = "w1-1", HeardAt = Samples.Noon };

    private static MachineIntent Machine(MachineWish wish) => new() { Instance = "i-1", Wish = wish, Reason = "It was idle.", AskedAt = Samples.Noon, Agent = "a1" };
}
