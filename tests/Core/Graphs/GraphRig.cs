using Muster.Graphs;
using Muster.Points;
using Muster.Workers;

namespace Muster.Tests.Core.Graphs;

/// <summary>A graph that runs by hand: clocks stand until they are moved, and jobs end when they are told to. What it asks for is read as words.</summary>
internal sealed class GraphRig
{
    private readonly GraphRunSetup setup;
    private TimeSpan monotonic = TimeSpan.FromHours(7);
    private DateTimeOffset utc = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private long epoch = 1;

    public GraphRig(GraphSpec spec, GraphRunSetup? setup = null)
    {
        Spec = spec;
        this.setup = setup ?? new() { Timeout = TimeSpan.FromHours(1), Room = new(100, null, 0), Chance = () => 0.5 };
        Run = new(new(spec), this.setup, epoch, 1, GraphLeftovers.None, Now);
    }

    public GraphSpec Spec { get; }

    public GraphRun Run { get; private set; }

    public GraphState State => Run.State;

    /// <summary>All events so far, of all that took it up.</summary>
    public List<GraphEvent> Events { get; } = [];

    public Moment Now => new(monotonic, utc);

    /// <summary>What it asks for now, such as <c>start a 1</c> or <c>end b Cancelled</c>.</summary>
    public string Asked()
    {
        Run.Wake(Now);
        Events.AddRange(Run.TakeEvents());
        return string.Join(", ", Run.TakeEffects().Select(effect => effect switch
        {
            GraphEffect.StartJob start => $"start {Spec.Jobs[start.Job].Id} {start.Attempt}",
            GraphEffect.EndJob end => $"end {Spec.Jobs[end.Job].Id} {end.Why}{(end.AtOnce ? " at once" : "")}",
            _ => throw new ArgumentOutOfRangeException(nameof(effect)),
        }));
    }

    /// <summary>The timeouts of the jobs that it starts now.</summary>
    public IReadOnlyList<TimeSpan> Timeouts()
    {
        Run.Wake(Now);
        return [.. Run.TakeEffects().OfType<GraphEffect.StartJob>().Select(start => start.Timeout)];
    }

    /// <summary>Where all jobs stand, such as <c>a Succeeded, b Pending</c>.</summary>
    public string Stand => string.Join(", ", Spec.Jobs.Zip(State.Jobs).Select(pair => $"{pair.First.Id} {pair.Second.State}"));

    public JobRecord this[string job] => State.Jobs[PlaceOf(job)];

    public void Move(TimeSpan by) => (monotonic, utc) = (monotonic + by, utc + by);

    /// <summary>Sets the wall clock: the other one goes on as it was.</summary>
    public void Jump(TimeSpan by) => utc += by;

    public void Exits(string job, int code = 0) => Ends(job, AttemptEnd.Exited, code);

    public void Ends(string job, AttemptEnd end, int? code = null) => Run.JobEnded(
        PlaceOf(job),
        new() { Number = this[job].NextAttempt, End = end, ExitCode = code, Signal = end == AttemptEnd.Signalled ? 9 : null, StartedAt = utc, Elapsed = TimeSpan.FromSeconds(1) },
        default,
        Now);

    public void NotStarted(string job) => Run.JobNotStarted(PlaceOf(job), Now);

    /// <summary>Another worker takes up what was written down.</summary>
    public void TakeUp(int pointAttempt = 1, params string[] survivors) =>
        Run = new(GraphStateJson.Read(GraphStateJson.Write(State), Spec), setup, ++epoch, pointAttempt, new([.. survivors.Select(PlaceOf)]), Now);

    private int PlaceOf(string job) => Spec.Jobs.Select((spec, place) => (spec.Id, place)).Single(pair => pair.Id == job).place;
}
