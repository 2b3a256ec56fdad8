using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Machines;

/// <summary>An execution of a state machine.</summary>
/// <param name="Id">Its id in the runner.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Name">Its name, unique for the machine.</param>
/// <param name="Input">Its input.</param>
public sealed record Execution(string Id, string Arn, StateMachine Machine, string Name, JsonNode? Input)
{
    private readonly ConcurrentQueue<string> path = new();
    private readonly TaskCompletionSource<ExecutionEnd> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Its end; does not fail when the execution does.</summary>
    public Task<ExecutionEnd> Ended => ended.Task;

    /// <summary>The states that were entered, in their order.</summary>
    public IEnumerable<string> Path => path;

    /// <summary>State transitions so far, as they are paid for: each state entered, and each retry.</summary>
    public int Transitions { get; private set; }

    internal void Saw(string kind, string state)
    {
        if (kind == "entered")
            path.Enqueue(state);
        if (kind is "entered" or "retried")
            Transitions++;
    }

    internal void End(ExecutionEnd end) => ended.TrySetResult(end);
}
