using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Runs;

namespace Muster.Tests.Functions;

/// <summary>An execution of the machine that coordinates a run, step by step: the state that travels from tick to tick, and the waits that move the clocks.</summary>
internal sealed class SweepMachine(FunctionWorld world, RunId run, string owner)
{
    /// <summary>The answer to the last tick.</summary>
    public JsonObject Plan { get; set; } = new() { ["tick"] = 0, ["clock"] = 0, ["memory"] = null };

    /// <summary>What comes next.</summary>
    public string Next => Plan["next"]!.GetValue<string>();

    /// <summary>Seconds to wait.</summary>
    public int Wait => Plan["wait"]!.GetValue<int>();

    /// <summary>The orders of the last tick.</summary>
    public IReadOnlyList<JsonObject> Orders => [.. Plan["batches"]!.AsArray().SelectMany(batch => batch!.AsArray()).Select(entry => entry!.AsObject())];

    /// <summary>The details of orders of a kind.</summary>
    public IReadOnlyList<JsonObject> OrdersOf(string kind) => [.. Orders.Where(order => order["DetailType"]!.GetValue<string>() == kind).Select(order => order["Detail"]!.AsObject())];

    /// <summary>What a tick is given.</summary>
    public JsonObject Input => new()
    {
        ["run"] = run.Value, ["owner"] = owner, ["tick"] = Plan["tick"]!.DeepClone(), ["clock"] = Plan["clock"]!.DeepClone(), ["memory"] = Plan["memory"]?.DeepClone(),
    };

    /// <summary>A tick.</summary>
    public async Task<SweepMachine> TickAsync()
    {
        Plan = await world.CallAsync(PlatformHandlers.Plan, Input);
        return this;
    }

    /// <summary>Sleeps as long as the last tick said, then does another.</summary>
    public Task<SweepMachine> SleepAndTickAsync()
    {
        world.Time.Move(TimeSpan.FromSeconds(Wait));
        return TickAsync();
    }

    /// <summary>Ticks for some time; all orders on the way.</summary>
    public async Task<IReadOnlyList<JsonObject>> GoOnAsync(TimeSpan time)
    {
        var (until, orders) = (world.Time.GetUtcNow() + time, new List<JsonObject>());
        while (world.Time.GetUtcNow() < until && Next == "wait")
            orders.AddRange((await SleepAndTickAsync()).Orders);
        return orders;
    }
}
