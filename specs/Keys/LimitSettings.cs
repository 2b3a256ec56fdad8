using System.Text.Json.Nodes;
using Muster.Specs.Nodes;
using Muster.Specs.Schema;
using Muster.Sweeps;

namespace Muster.Specs.Keys;

/// <summary>How much, how long, how dear.</summary>
internal static class LimitSettings
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1, 0);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(365);

    /// <summary>A limit of time.</summary>
    public static ValueKind<TimeSpan> Limit => Kinds.Time(Shortest, Longest);

    public static IReadOnlyList<Setting<SweepSpec>> All { get; } =
    [
        new Setting<SweepSpec, int>(Kinds.Whole(1, 1_000_000), (s, v) => s with { MaxConcurrent = v })
        {
            Key = "max_concurrent", Default = "as many as there are slots",
            Meaning = "Most points that run at once.",
        },
        new Setting<SweepSpec, int>(Kinds.Whole(1, 1_000_000), (s, v) => s with { MaxConcurrentPerRegion = v })
        {
            Key = "max_concurrent_per_region", Default = "no limit of its own",
            Meaning = "Most points that run at once in one region. This machine is one region.",
        },
        new Setting<SweepSpec, TimeSpan>(Kinds.Time(TimeSpan.Zero, Longest), (s, v) => s with { LaunchDelay = v })
        {
            Key = "launch_delay", Default = "0s",
            Meaning = "Least time between two starts: of points on this machine, of instances elsewhere.",
        },
        new Setting<SweepSpec, TimeSpan>(Limit, (s, v) => s with { Timeout = v })
        {
            Key = "timeout", Default = "24h",
            Meaning = "Longest time that one attempt of a point may take; then its processes are ended.",
        },
        new Setting<SweepSpec, EarlySignal>(
            new ScalarOf<EarlySignal>(
                "signal",
                $"SIGNAL@TIME, such as USR1@60s: one of {string.Join(", ", EarlySignal.Names)}, and how long before the timeout it is sent",
                [ScalarKind.Text],
                EarlySignal.TryParse,
                () => ValueSchema.Text($"^{EarlySignal.Pattern}$")),
            (s, v) => s with { Signal = v })
        {
            Key = "signal", Default = "none",
            Meaning = "A signal that is sent to the point's processes some time before the timeout, so that they can save their work.",
        },
        new Setting<SweepSpec, bool>(Kinds.Boolean, (s, v) => s with { Survive = v })
        {
            Key = "survive", Default = "false",
            Meaning = "Whether running commands outlive the engine, and are adopted by the next one.",
        },
        new Setting<SweepSpec, Tolerance>(
            new ScalarOf<Tolerance>(
                "count or share",
                "a count of points such as 5, or a share from 0% to 100% such as 10%",
                [ScalarKind.Number, ScalarKind.Text],
                Tolerance.TryParse,
                () => new() { ["type"] = new JsonArray("integer", "string"), ["minimum"] = 0, ["pattern"] = $"^{Tolerance.Pattern}$" }),
            (s, v) => s with { ToleratedFailures = v })
        {
            Key = "tolerated_failures", Default = "0",
            Meaning = "How many failed points still let the sweep end as complete. All points failed is an error whatever this says.",
        },
        new Setting<SweepSpec, decimal>(
            Kinds.Number("an amount in USD from 0 to 1000000000, such as 25 or 0.5", NumberRange.From(0, 1_000_000_000)),
            (s, v) => s with { BudgetUsd = v })
        {
            Key = "budget", Default = "no budget",
            Meaning = "Most money that the sweep may cost, in USD. This machine costs nothing unless a price is configured.",
        },
        new Setting<SweepSpec, TimeSpan>(Limit, (s, v) => s with { Ttl = v })
        {
            Key = "ttl", Default = "the platform's", ActsHere = false,
            Meaning = "Longest life of an instance.",
        },
        new Setting<SweepSpec, TimeSpan>(Limit, (s, v) => s with { IdleTimeout = v })
        {
            Key = "idle_timeout", Default = "never", ActsHere = false,
            Meaning = "How long an instance may be idle before it ends.",
        },
        new Setting<SweepSpec, OnComplete>(
            Kinds.OneOf(Words.OnComplete),
            (s, v) => s with { OnComplete = v })
        {
            Key = "on_complete", Default = "none", ActsHere = false,
            Meaning = "What an instance does when its work is done.",
        },
    ];
}
