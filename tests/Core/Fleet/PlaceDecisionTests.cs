using Muster.Fleet;
using Muster.Runs;
using Muster.Workers;

namespace Muster.Tests.Core.Fleet;

public sealed class PlaceDecisionTests
{
    private static readonly RunId s_run = RunId.FromToken("token");

    [Fact]
    public void A_machine_takes_the_place_of_the_intent_that_names_it() => Assert.Equal(
        new IntentKey(s_run, "w-2"),
        PlaceDecision.For("i-2", [Intent("w-1", IntentState.Launched, "i-1"), Intent("w-2", IntentState.Launched, "i-2")], null, isLast: false).Place);

    [Theory]
    [InlineData(IntentState.Recorded, null)]
    [InlineData(IntentState.Unknown, null)]
    [InlineData(IntentState.Launched, "i-9")]
    public void A_machine_that_no_intent_names_yet_waits(IntentState state, string? instance)
    {
        var decision = PlaceDecision.For("i-2", [Intent("w-1", state, instance)], null, isLast: false);

        Assert.Equal((null, null), (decision.Place, decision.Reason));
    }

    [Fact]
    public void A_machine_that_no_intent_names_in_the_end_has_no_place() => Assert.Equal(
        (null, "No open intent of the run names this machine: it was not launched for it, its launch was given up, or its worker has joined before."),
        PlaceDecision.For("i-2", [Intent("w-1", IntentState.Recorded, null)], null, isLast: true) is var decision ? (decision.Place, decision.Reason) : default);

    [Fact]
    public void A_place_is_taken_once()
    {
        var worker = new WorkerRecord
        {
            Key = new(s_run, "w-2"), Version = 1, Phase = WorkerPhase.Working, Renewals = 1, Lease = TimeSpan.FromSeconds(30), Instance = "i-2", Region = "eu-west-1", Round = 1, Slots = 1,
        };

        Assert.Equal(
            (null, "The worker w-2 of this machine has begun before, and an intent is good for one worker only."),
            PlaceDecision.For("i-2", [Intent("w-2", IntentState.Launched, "i-2")], worker, isLast: false) is var decision ? (decision.Place, decision.Reason) : default);
    }

    private static LaunchIntent Intent(string token, IntentState state, string? instance) => new()
    {
        Key = new(s_run, token), Version = 1, State = state, LockEpoch = 1, Round = 1, Slots = 1, Region = "eu-west-1", NotAfter = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), Instance = instance,
    };
}
