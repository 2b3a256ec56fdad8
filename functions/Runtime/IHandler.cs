using System.Text.Json;

namespace Muster.Functions.Runtime;

/// <summary>What a function does with an event: parse it, ask <c>core</c>, apply. It may see the same event twice, or events out of order.</summary>
internal interface IHandler
{
    /// <summary>Deals with an event.</summary>
    /// <param name="input">The event.</param>
    /// <param name="output">Takes the answer, one JSON value; what was written before an error is thrown away.</param>
    /// <param name="cancel">Ends the call shortly before the function's deadline.</param>
    Task HandleAsync(JsonElement input, Utf8JsonWriter output, CancellationToken cancel);
}
