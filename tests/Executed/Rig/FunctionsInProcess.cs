using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Muster.Aws.Contracts;
using Muster.Functions;
using Muster.Functions.Logs;
using Muster.Functions.Metrics;
using Muster.Functions.Runtime;
using Muster.Functions.Settings;
using Muster.Stores;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Machines;
using World = Muster.Functions.Stores.Platform;

namespace Muster.Tests.Executed.Rig;

/// <summary>The binary's handlers in this process, for tests that are about other things: a process per function takes seconds to start.</summary>
/// <param name="open">Opens the stores as a function does.</param>
/// <param name="variables">Variables of all functions, over those that are deployed.</param>
internal sealed class FunctionsInProcess(Func<(IRunStore Records, Fleet.IFleetStore Fleet, IBlobStore Blobs)> open, IReadOnlyDictionary<string, string> variables) : IFunctionHost
{
    private readonly ConcurrentDictionary<string, IHandler> handlers = new(StringComparer.Ordinal);
    private readonly StringWriter log = new();
    private readonly Lock gate = new();
    private double busy;

    /// <inheritdoc />
    public string Log
    {
        get
        {
            lock (gate)
                return log.ToString();
        }
    }

    /// <inheritdoc />
    public double BusyMilliseconds => busy;

    /// <inheritdoc />
    public async Task<JsonNode?> InvokeAsync(DeployedFunction function, JsonNode? payload)
    {
        var handler = handlers.GetOrAdd(function.Name, _ => Make(function));
        var began = TimeProvider.System.GetTimestamp();
        using var bytes = new MemoryStream();
        try
        {
            await using var json = new Utf8JsonWriter(bytes);
            using var input = JsonDocument.Parse(payload?.ToJsonString() ?? "null");
            await handler.HandleAsync(input.RootElement, json, CancellationToken.None);
        }
#pragma warning disable CA1031 // as the runtime's loop does: whatever it is, it is the event's error
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new TaskFailedException(error.GetType().Name, Encoding.UTF8.GetString(RuntimeError.Of(error).ToJson()));
        }

        lock (gate)
            busy += TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        return JsonNode.Parse(bytes.ToArray());
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private IHandler Make(DeployedFunction function)
    {
        var settings = FunctionSettings.Read(name => variables.GetValueOrDefault(name) ?? function.Environment.GetValueOrDefault(name));
        var (records, fleet, blobs) = open();
        var own = new FunctionLog(TextWriter.Synchronized(log), TimeProvider.System, settings.Handler);
        return Handlers.Of(settings.Handler, new World(records, fleet, blobs, TimeProvider.System, new(settings.Store.Deployment))
        {
            Pace = settings.Pace,
            Offers = settings.Pace.Offers,
            Log = own,
            Metrics = new FunctionMetrics(own, TimeProvider.System, settings.Store.Deployment),
        });
    }
}
