using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Muster.Testing.Platform;

namespace Muster.Tests.Platform.Rig;

/// <summary>The real binary for all functions: as Lambda does, a process is started when all of a function's are busy, and is kept.</summary>
/// <param name="variables">Variables of all of them, over those that are deployed.</param>
internal sealed class Functions(IReadOnlyDictionary<string, string> variables) : IDisposable
{
    private static readonly string[] s_program =
    [
        Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), Path.Join(AppContext.BaseDirectory, "bootstrap.dll"),
    ];

    private readonly ConcurrentDictionary<string, ConcurrentBag<FunctionProcess>> idle = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FunctionProcess> all = new();

    /// <summary>Told of each event before it is dealt with: the function's name and its process.</summary>
    public Action<string, FunctionProcess, JsonNode?> Invoking { get; set; } = static (_, _, _) => { };

    /// <summary>What all of them wrote.</summary>
    public string Log => string.Concat(all.Select(process => process.Log));

    /// <summary>Milliseconds that all events took.</summary>
    public double BusyMilliseconds => all.Sum(process => process.BusyMilliseconds);

    /// <summary>Calls a function.</summary>
    public async Task<JsonNode?> InvokeAsync(DeployedFunction function, JsonNode? payload)
    {
        var free = idle.GetOrAdd(function.Name, _ => []);
        FunctionProcess? process = null;
        while (process is null && free.TryTake(out var found))
            process = found.IsAlive ? found : null;
        process ??= Start(function);
        try
        {
            var answer = process.InvokeAsync(payload);
            Invoking(function.Name, process, payload);
            return await answer;
        }
        finally
        {
            free.Add(process);
        }
    }

    public void Dispose()
    {
        foreach (var process in all)
            process.Dispose();
    }

    private FunctionProcess Start(DeployedFunction function)
    {
        var environment = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var process = new FunctionProcess(s_program, environment);
        all.Enqueue(process);
        return process;
    }
}
