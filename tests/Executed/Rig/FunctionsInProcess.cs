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

/// <summary>The binary's handlers in this process, for tests that count what they ask of DynamoDB.</summary>
/// <param name="open">Opens the stores as a function does.</param>
/// <param name="variables">Variables of all functions, over those that are deployed.</param>
internal sealed class FunctionsInProcess(Func<(IRunStore Records, Fleet.IFleetStore Fleet, IBlobStore Blobs)> open, IReadOnlyDictionary<string, string> variables) : IFunctionHost
{
    private readonly ConcurrentDictionary<string, IHandler> handlers = new(StringComparer.Ordinal);
    private readonly StringWriter log = new();
    private readonly Lock gate = new();
    private double busy;
    private int running;

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
        Interlocked.Increment(ref running);
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
        finally
        {
            Interlocked.Decrement(ref running);
        }

        lock (gate)
            busy += TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        return JsonNode.Parse(bytes.ToArray());
    }

    /// <summary>Waits for what is under way, which would else meet the next platform.</summary>
    public async ValueTask DisposeAsync()
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        while (Volatile.Read(ref running) > 0)
            await timer.WaitForNextTickAsync();
    }

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
