using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Muster.Testing.Lambda;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Machines;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// The real binary for all functions: as Lambda does, a process is started when all of a function's are busy, and is kept. A function has at most
/// two, as with a reserved concurrency; what more is asked of it waits.
/// </summary>
/// <param name="variables">Variables of all of them, over those that are deployed.</param>
internal sealed class FunctionProcesses(IReadOnlyDictionary<string, string> variables) : IFunctionHost
{
    private const int Most = 2;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private static readonly string[] s_program =
    [
        Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), Path.Join(AppContext.BaseDirectory, "bootstrap.dll"),
    ];

    private readonly ConcurrentDictionary<string, ConcurrentBag<FunctionProcess>> idle = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FunctionProcess> all = new();
    private double busy;

    /// <summary>Told of each event when its process has it: the function's name and the process, which may be killed.</summary>
    public Action<string, FunctionProcess> Invoking { get; set; } = static (_, _) => { };

    /// <inheritdoc />
    public string Log => string.Join('\n', all.SelectMany(process => process.Lines));

    /// <inheritdoc />
    public double BusyMilliseconds => busy;

    /// <inheritdoc />
    public async Task<JsonNode?> InvokeAsync(DeployedFunction function, JsonNode? payload)
    {
        var turn = turns.GetOrAdd(function.Name, static _ => new(Most));
        await turn.WaitAsync();
        try
        {
            return await InvokeNowAsync(function, payload);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<JsonNode?> InvokeNowAsync(DeployedFunction function, JsonNode? payload)
    {
        var free = idle.GetOrAdd(function.Name, _ => []);
        var process = free.TryTake(out var found) ? found : Start(function);
        var began = TimeProvider.System.GetTimestamp();
        var answering = process.InvokeAsync(Encoding.UTF8.GetBytes(payload?.ToJsonString() ?? "null"), s_timeout);
        Invoking(function.Name, process);
        var ended = process.EndedAsync();
        if (await Task.WhenAny(answering, ended) == ended)
            throw new TaskFailedException("Runtime.ExitError", """{"errorType":"Runtime.ExitError","errorMessage":"Error: Runtime exited with error: signal: killed"}""");
        var answer = await answering;
        free.Add(process);
        lock (all)
            busy += TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        if (answer.Error is { } error)
            throw new TaskFailedException(error.Type, new JsonObject { ["errorType"] = error.Type, ["errorMessage"] = error.Message }.ToJsonString());
        return JsonNode.Parse(answer.Body);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in all)
            await process.DisposeAsync();
    }

    private FunctionProcess Start(DeployedFunction function)
    {
        var environment = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var process = FunctionProcess.Start(s_program, environment);
        all.Enqueue(process);
        return process;
    }
}
