using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>The machines that coordinate runs.</summary>
internal static class CoordinatorDefinitions
{
    /// <summary>A sweep: its orders may be many, and are sent in batches.</summary>
    public static Definition Sweep(CoordinatorSteps steps) =>
        Of("Coordinates a sweep: plans, sends orders, waits, until the run is over.", steps, State.Map("$.plan.batches", CoordinatorSteps.Sending(), atOnce: 5));

    /// <summary>A queue: it has one machine at a time, and so at most one batch of orders.</summary>
    public static Definition Queue(CoordinatorSteps steps) =>
        Of("Coordinates a queue, which has one machine at a time: plans, sends what there is, waits, until it is over.", steps, State.Put("$.plan.batches[0]"));

    private static Definition Of(string comment, CoordinatorSteps steps, JsonObject send)
    {
        var definition = new Definition(comment);
        steps.AddTick(definition, send);
        steps.AddHandOver(definition);
        steps.AddEnd(definition);
        return definition;
    }
}
