using System.Text.Json.Nodes;
using Muster.Testing.Platform;

namespace Muster.Tests.Executed.Rig;

/// <summary>Where functions run.</summary>
internal interface IFunctionHost : IAsyncDisposable
{
    /// <summary>What they logged.</summary>
    string Log { get; }

    /// <summary>Milliseconds that all events took together.</summary>
    double BusyMilliseconds { get; }

    /// <summary>Has a function deal with an event.</summary>
    /// <exception cref="Muster.Testing.Platform.Machines.TaskFailedException">It failed, as Step Functions sees it.</exception>
    Task<JsonNode?> InvokeAsync(DeployedFunction function, JsonNode? payload);
}
