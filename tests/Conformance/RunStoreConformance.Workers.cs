using Muster.Fleet;
using Muster.Grants;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Tests.Conformance;

public abstract partial class RunStoreConformance
{
    [Fact]
    public async Task A_worker_comes_back_with_every_member()
    {
        var worker = Samples.Worker("wörker ✓") with { Running = 2, Problem = "no room", Lease = TimeSpan.FromMilliseconds(1500.25) };

        await Store.WriteAsync(worker, Cancel);

        Assert.Equal(Same.Text(worker), Same.Text(await Another.GetWorkerAsync(worker.Key, Cancel)));
    }

    [Fact]
    public async Task Workers_that_did_not_end_are_listed_by_their_id()
    {
        await Store.WriteAsync(Samples.Worker("b"), Cancel);
        await Store.WriteAsync(Samples.Worker("c", phase: WorkerPhase.Fenced), Cancel);
        await Store.WriteAsync(Samples.Worker("a"), Cancel);
        await Store.WriteAsync(Samples.Worker("d"), Cancel);
        await Store.WriteAsync(Samples.Worker("d", 2, WorkerPhase.Ended), Cancel);

        Assert.Equal(["a", "b", "c"], (await Store.ListWorkersAsync(RunId.FromToken("token"), Cancel)).Select(worker => worker.Key.Worker));
    }

    [Fact]
    public async Task A_grant_book_comes_back_with_every_member()
    {
        await Store.WriteAsync(Samples.Grants(), Cancel);

        var book = (await Another.GetGrantBookAsync(Samples.Grants().Run, Cancel))!;

        Assert.Equal(Same.Text(Samples.Grants()), Same.Text(book));
        Assert.Equal((GrantMode.Drain, 0.01m), (book.Grants[0].Mode, book.ReservedUsd));
    }

    [Theory]
    [InlineData(IntentState.Recorded, true)]
    [InlineData(IntentState.Unknown, true)]
    [InlineData(IntentState.Launched, true)]
    [InlineData(IntentState.Joined, false)]
    [InlineData(IntentState.Failed, false)]
    public async Task An_intent_is_open_until_it_is_settled(IntentState state, bool open)
    {
        await Store.WriteAsync(Samples.Intent("z"), Cancel);
        await Store.WriteAsync(Samples.Intent("a"), Cancel);
        await Store.WriteAsync(Samples.Intent("a", 2, state), Cancel);

        Assert.Equal(state, (await Store.GetIntentAsync(Samples.Intent("a").Key, Cancel))!.State);
        Assert.Equal(open ? ["a", "z"] : ["z"], (await Store.ListOpenIntentsAsync(RunId.FromToken("token"), Cancel)).Select(intent => intent.Key.Token));
    }

    [Fact]
    public async Task An_intent_comes_back_with_every_member()
    {
        var intent = Samples.Intent() with { Instance = "i-1", Reason = "quota", State = IntentState.Unknown };

        await Store.WriteAsync(intent, Cancel);

        Assert.Equal(Same.Text(intent), Same.Text(Assert.Single(await Another.ListOpenIntentsAsync(intent.Key.Run, Cancel))));
        Assert.Equal(Same.Text(intent), Same.Text(await Another.GetIntentAsync(intent.Key, Cancel)));
    }
}
