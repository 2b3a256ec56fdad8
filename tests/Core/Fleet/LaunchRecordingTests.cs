using Muster.Fleet;
using Muster.Offers;
using Muster.Runs;
using Muster.Tests.Conformance;

namespace Muster.Tests.Core.Fleet;

public class LaunchRecordingTests
{
    private static readonly LaunchError Full = new(LaunchErrorKind.Capacity, "InsufficientInstanceCapacity", "We have none.");

    [Fact]
    public void Instances_are_handed_out_in_the_order_of_the_intents()
    {
        var recording = LaunchRecording.For(Intents(3), Answer(["i-b", "i-a", "i-c"]));

        Assert.Equal([("w1-1", "i-b"), ("w1-2", "i-a"), ("w1-3", "i-c")], recording.Steps.Select(step => (step.Next.Key.Token, step.Next.Instance!)));
        Assert.All(recording.Steps, step => Assert.Equal((IntentState.Launched, 2L, false), (step.Next.State, step.Next.Version, step.BarsWorker)));
    }

    [Fact]
    public void A_partial_fleet_fails_what_is_missing_with_the_providers_reason()
    {
        var recording = LaunchRecording.For(Intents(3), Answer(["i-a"], Full));

        Assert.Equal([IntentState.Launched, IntentState.Failed, IntentState.Failed], recording.Steps.Select(step => step.Next.State));
        Assert.All(recording.Steps.Skip(1), step => Assert.Equal(("InsufficientInstanceCapacity: We have none.", false, false), (step.Next.Reason, step.Next.Halts, step.BarsWorker)));
    }

    [Fact]
    public void The_same_answer_again_changes_nothing()
    {
        var intents = Apply(Intents(3), Answer(["i-a", "i-b"], Full));

        Assert.Empty(LaunchRecording.For(intents, Answer(["i-a", "i-b"], Full)).Steps);
        Assert.Equal(["w1-1", "w1-2"], LaunchRecording.For(intents, Answer(["i-a", "i-b"], Full)).Instances.Select(one => one.Intent!.Key.Token));
    }

    [Fact]
    public void An_instance_that_a_listing_gave_to_an_intent_stays_with_it()
    {
        var intents = Intents(2).ToList();
        intents[0] = LaunchRecording.Settle(intents, "i-b")!.Next;

        var recording = LaunchRecording.For(intents, Answer(["i-a", "i-b"]));

        Assert.Equal(("w1-2", "i-a"), Assert.Single(recording.Steps) is var step ? (step.Next.Key.Token, step.Next.Instance) : default);
    }

    [Fact]
    public void More_instances_than_intents_have_none()
    {
        var recording = LaunchRecording.For(Intents(1), Answer(["i-a", "i-b"]));

        Assert.Equal(["w1-1", null], recording.Instances.Select(one => one.Intent?.Key.Token));
    }

    [Fact]
    public void An_intent_that_was_sent_twice_or_is_unknown_has_its_workers_place_taken_before_it_fails()
    {
        var intents = Intents(3).ToList();
        intents[1] = intents[1] with { Sends = 2 };
        intents[2] = intents[2] with { State = IntentState.Unknown };

        Assert.Equal([false, true, true], LaunchRecording.For(intents, Answer([], Full)).Steps.Select(step => step.BarsWorker));
    }

    [Theory]
    [InlineData(LaunchErrorKind.Throttled)]
    [InlineData(LaunchErrorKind.NoAnswer)]
    [InlineData(LaunchErrorKind.AlreadyAsked)]
    public void A_failure_that_says_nothing_of_the_launch_changes_nothing(LaunchErrorKind kind) =>
        Assert.Empty(LaunchRecording.For(Intents(2), new LaunchOutcome.CallFailed(new(kind, "Code", "text"))).Steps);

    [Fact]
    public void A_failure_that_trying_elsewhere_would_not_mend_halts_the_run()
    {
        var recording = LaunchRecording.For(Intents(1), new LaunchOutcome.CallFailed(new(LaunchErrorKind.Other, "UnauthorizedOperation", "No.")));

        Assert.Equal((IntentState.Failed, "UnauthorizedOperation: No.", true), Assert.Single(recording.Steps).Next is var next ? (next.State, next.Reason, next.Halts) : default);
    }

    [Theory]
    [InlineData(LaunchErrorKind.Other)]
    [InlineData(LaunchErrorKind.Capacity)]
    public void A_failed_call_may_have_bound_no_token_so_its_workers_places_are_taken_before_it_fails(LaunchErrorKind kind)
    {
        var steps = LaunchRecording.For(Intents(2), new LaunchOutcome.CallFailed(new(kind, "Code", "text"))).Steps;

        Assert.Equal([(1, IntentState.Failed, true), (1, IntentState.Failed, true)], steps.Select(step => (step.Next.Sends, step.Next.State, step.BarsWorker)));
    }

    [Fact]
    public void Of_several_errors_the_one_that_halts_is_the_reason_and_the_others_are_named()
    {
        var recording = LaunchRecording.For(Intents(1), Answer([], Full, new(LaunchErrorKind.Other, "InvalidParameterValue", "Bad image."), Full with { Code = "Unsupported" }));

        Assert.Equal("InvalidParameterValue: Bad image. (also: InsufficientInstanceCapacity, Unsupported)", Assert.Single(recording.Steps).Next.Reason);
    }

    [Fact]
    public void What_a_spoke_refused_may_have_been_launched_by_an_earlier_order()
    {
        var step = Assert.Single(LaunchRecording.For(Intents(1), new LaunchOutcome.Refused("Too late.")).Steps);

        Assert.Equal((IntentState.Failed, "Too late.", true), (step.Next.State, step.Next.Reason, step.BarsWorker));
    }

    [Fact]
    public void Fewer_than_asked_for_without_an_error_says_so() => Assert.Equal(
        "EC2 launched fewer than were asked for, and did not say why.",
        Assert.Single(LaunchRecording.For(Intents(1), Answer([])).Steps).Next.Reason);

    private static List<LaunchIntent> Intents(int count) =>
        [.. Enumerable.Range(1, count).Select(i => Samples.Intent($"w1-{i}") with { Account = "111122223333", Fleet = "w1-1" })];

    private static LaunchOutcome.Answered Answer(string[] instances, params LaunchError[] errors) =>
        new(new FleetAnswer([.. instances.Select(id => new FleetInstance(id, "c5.large", "subnet-a", null, false))], errors));

    private static List<LaunchIntent> Apply(List<LaunchIntent> intents, LaunchOutcome outcome)
    {
        var steps = LaunchRecording.For(intents, outcome).Steps.ToDictionary(step => step.Next.Key, step => step.Next);
        return [.. intents.Select(intent => steps.GetValueOrDefault(intent.Key, intent))];
    }
}
