using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Muster.Testing.Lambda;
using Muster.Testing.Platform;

namespace Muster.Tests.Executed.Rig;

/// <summary>
/// Processes of the real binary that stay warm between scenarios, as Lambda's do between events: one that is free, of the same function with the same
/// variables, is taken again, whichever run it served before. One that was killed, or whose event nobody waits for any more, is not.
/// </summary>
internal sealed class WarmFunctions : IAsyncDisposable
{
    /// <summary>Names the published binary, for those who want it to be that one; else it is the one that was built with the tests.</summary>
    private const string BinaryVariable = "MUSTER_FUNCTIONS";

    private readonly ConcurrentDictionary<string, ConcurrentStack<FunctionProcess>> idle = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<FunctionProcess> all = new();

    /// <summary>All processes that were ever started, also those that have ended.</summary>
    public IReadOnlyList<FunctionProcess> All => [.. all];

    /// <summary>A process that is free, or else a new one.</summary>
    /// <param name="function">The function.</param>
    /// <param name="variables">Variables over those that are deployed.</param>
    public FunctionProcess Take(DeployedFunction function, IReadOnlyDictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(function.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in variables)
            environment[name] = value;
        var free = IdleOf(function, variables);
        while (free.TryPop(out var warm))
        {
            if (!warm.HasEnded)
                return warm;
        }

        return Start(environment);
    }

    /// <summary>Takes a process back whose event is dealt with.</summary>
    public void Return(DeployedFunction function, IReadOnlyDictionary<string, string> variables, FunctionProcess process) => IdleOf(function, variables).Push(process);

    public async ValueTask DisposeAsync()
    {
        foreach (var process in all)
            await process.DisposeAsync();
    }

    private static IReadOnlyList<string> Program { get; } = Environment.GetEnvironmentVariable(BinaryVariable) is { Length: > 0 } published
        ? [published]
        : [Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet")), Path.Join(AppContext.BaseDirectory, "bootstrap.dll")];

    private ConcurrentStack<FunctionProcess> IdleOf(DeployedFunction function, IReadOnlyDictionary<string, string> variables) => idle.GetOrAdd(
        string.Join('\n', [function.Name, .. variables.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)]), static _ => []);

    private FunctionProcess Start(Dictionary<string, string> environment)
    {
        var process = FunctionProcess.Start(Program, environment);
        all.Enqueue(process);
        return process;
    }
}
