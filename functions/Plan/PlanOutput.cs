using System.Text.Json;
using Muster.Functions.Orders;

namespace Muster.Functions.Plan;

/// <summary>What a tick answers.</summary>
/// <param name="Next">What comes next: <c>wait</c>, <c>over</c> or <c>successor</c>.</param>
/// <param name="Wait">Whole seconds, at least 1.</param>
/// <param name="Clock">The patient clock after the wait.</param>
/// <param name="Tick">Ticks so far.</param>
/// <param name="Memory">What is remembered.</param>
/// <param name="Note">What it waits for, for people; null: nothing to say.</param>
internal sealed record PlanOutput(string Next, long Wait, TimeSpan Clock, long Tick, PlanMemory Memory, string? Note)
{
    /// <summary>Another tick follows.</summary>
    public const string Again = "wait";

    /// <summary>Nothing is left to coordinate, or somebody else does.</summary>
    public const string Over = "over";

    /// <summary>Another execution goes on, because this one's history is nearly full.</summary>
    public const string Successor = "successor";

    /// <summary>Writes it.</summary>
    public void WriteTo(Utf8JsonWriter json, Outbox outbox)
    {
        json.WriteStartObject();
        json.WriteString("next", Next);
        json.WriteNumber("wait", Wait);
        json.WriteNumber("tick", Tick);
        json.WriteNumber("clock", (long)Clock.TotalMilliseconds);
        json.WriteString("memory", Memory.Pack());
        if (Note is not null)
            json.WriteString("note", Note);
        outbox.WriteTo(json);
        json.WriteEndObject();
    }
}
