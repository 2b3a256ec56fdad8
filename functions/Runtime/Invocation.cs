using System.Text.Json;

namespace Muster.Functions.Runtime;

/// <summary>An event that the runtime API handed out.</summary>
/// <param name="RequestId">Its id, which the answer names.</param>
/// <param name="Deadline">When the function is ended at the latest (UTC, by the host's clock).</param>
/// <param name="TraceId">The trace header; null: none.</param>
/// <param name="Event">The event.</param>
internal sealed record Invocation(string RequestId, DateTimeOffset Deadline, string? TraceId, JsonDocument Event) : IDisposable
{
    /// <inheritdoc />
    public void Dispose() => Event.Dispose();
}
