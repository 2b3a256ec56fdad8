using Muster.Fleet;

namespace Muster.Tests.Conformance;

/// <summary>What every keeper of wishes for machines does. Each adapter's tests inherit it.</summary>
public abstract class MachineIntentsConformance
{
    private static readonly MachineIntent Intent = new()
    {
        Instance = "i-0abc", Wish = MachineWish.Stop, Reason = "It was \"idle\" for 30m.\n✓", AskedAt = new(2026, 3, 1, 12, 0, 0, 5, TimeSpan.Zero), Agent = "agent-7",
    };

    /// <summary>The keeper, empty at first; asked again, as another process would have it.</summary>
    protected abstract IMachineIntents Open();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(MachineWish.Stop)]
    [InlineData(MachineWish.Terminate)]
    [InlineData(MachineWish.Hibernate)]
    public async Task A_wish_comes_back_as_it_was_recorded(MachineWish wish)
    {
        await Open().RecordAsync(Intent with { Wish = wish }, Cancel);

        Assert.Equal(Intent with { Wish = wish }, await Open().FindAsync("i-0abc", Cancel));
    }

    [Fact]
    public async Task A_later_wish_takes_the_place_of_the_earlier()
    {
        await Open().RecordAsync(Intent, Cancel);
        await Open().RecordAsync(Intent with { Wish = MachineWish.Terminate, Reason = "later" }, Cancel);

        Assert.Equal(Intent with { Wish = MachineWish.Terminate, Reason = "later" }, await Open().FindAsync("i-0abc", Cancel));
    }

    [Fact]
    public async Task Nothing_is_wished_for_another_machine_nor_withdrawn_from_it()
    {
        Assert.Null(await Open().FindAsync("i-0abc", Cancel));
        await Open().RecordAsync(Intent, Cancel);
        await Open().WithdrawAsync("i-0def", Cancel);

        Assert.Null(await Open().FindAsync("i-0def", Cancel));
        Assert.Equal(Intent, await Open().FindAsync("i-0abc", Cancel));
    }

    [Fact]
    public async Task A_wish_that_is_withdrawn_is_gone_and_may_be_withdrawn_twice()
    {
        await Open().RecordAsync(Intent, Cancel);
        await Open().WithdrawAsync("i-0abc", Cancel);
        await Open().WithdrawAsync("i-0abc", Cancel);

        Assert.Null(await Open().FindAsync("i-0abc", Cancel));
    }
}
