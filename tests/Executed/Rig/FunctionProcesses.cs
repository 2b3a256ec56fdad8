using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Muster.Testing.Lambda;
using Muster.Testing.Platform;
using Muster.Testing.Platform.Machines;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// The real binary for all functions of one platform: as in Lambda, another process is needed when all of a function's are busy. A function has at most
/// two, as with a reserved concurrency; what more is asked of it waits.
/// </summary>
/// <param name="warm">Where processes are taken from, and stay when the platform is gone.</param>
/// <param name="variables">Variables of all of them, over those that are deployed.</param>
internal sealed class FunctionProcesses(WarmFunctions warm, IReadOnlyDictionary<string, string> variables) : IFunctionHost
{
    private const int Most = 2;
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    private readonly ConcurrentDictionary<string, SemaphoreSlim> turns = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<FunctionProcess, (int Logged, Task Ended)> used = new();
    private readonly ConcurrentDictionary<FunctionProcess, bool> working = new();
    private volatile bool isOver;
    private double busy;

    /// <summary>Told of each event when its process has it: the function's name and the process, which may be killed.</summary>
    public Action<string, FunctionProcess> Invoking { get; set; } = static (_, _) => { };

    /// <inheritdoc />
    public string Log => string.Join('\n', used.SelectMany(process => process.Key.Lines.Skip(process.Value.Logged)));

    /// <inheritdoc />
    public double BusyMilliseconds => busy;

    /// <inheritdoc />
    public async Task<JsonNode?> InvokeAsync(DeployedFunction function, JsonNode? payload)
    {
        var turn = turns.GetOrAdd(function.Name, static _ => new(Most));
        await turn.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(isOver, this);
            return await InvokeNowAsync(function, payload);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<JsonNode?> InvokeNowAsync(DeployedFunction function, JsonNode? payload)
    {
        var process = warm.Take(function, variables);
        var ended = used.GetOrAdd(process, static added => (added.Lines.Count, added.EndedAsync())).Ended;
        working[process] = true;
        var began = TimeProvider.System.GetTimestamp();
        var answering = process.InvokeAsync(Encoding.UTF8.GetBytes(payload?.ToJsonString() ?? "null"), s_timeout);
        Invoking(function.Name, process);
        if (await Task.WhenAny(answering, ended) == ended)
        {
            working.TryRemove(process, out _);
            throw new TaskFailedException("Runtime.ExitError", """{"errorType":"Runtime.ExitError","errorMessage":"Error: Runtime exited with error: signal: killed"}""");
        }

        var answer = await answering;
        if (working.TryRemove(process, out _))
            warm.Return(function, variables, process);
        lock (turns)
            busy += TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        if (answer.Error is { } error)
            throw new TaskFailedException(error.Type, new JsonObject { ["errorType"] = error.Type, ["errorMessage"] = error.Message }.ToJsonString());
        return JsonNode.Parse(answer.Body);
    }

    /// <summary>Lets processes go on to the next platform, but not those that still work for this one.</summary>
    public ValueTask DisposeAsync()
    {
        isOver = true;
        foreach (var process in working.Keys.Where(process => working.TryRemove(process, out _)))
            process.Kill();
        return ValueTask.CompletedTask;
    }
}
