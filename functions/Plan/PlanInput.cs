using System.Text.Json;
using Muster.Functions.Input;
using Muster.Runs;

namespace Muster.Functions.Plan;

/// <summary>What a tick is given.</summary>
/// <param name="Run">The run.</param>
/// <param name="Owner">The execution's name, which owns the lock.</param>
/// <param name="Tick">Ticks so far.</param>
/// <param name="Clock">Where the patient clock stands.</param>
/// <param name="Memory">What is remembered.</param>
internal sealed record PlanInput(RunId Run, string Owner, long Tick, TimeSpan Clock, PlanMemory Memory)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static PlanInput Read(JsonElement input)
    {
        var fields = Fields.Of(input, "plan");
        fields.Only("run", "owner", "tick", "clock", "memory");
        return new(fields.Run("run"), fields.Text("owner"), fields.Number("tick"), TimeSpan.FromMilliseconds(fields.Number("clock")), PlanMemory.Unpack(fields.TextOrNull("memory")));
    }
}
