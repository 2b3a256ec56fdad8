using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Machines;

/// <summary>
/// Executes state machines as they are deployed: in a process of Node.js, by the package <c>aws-local-stepfunctions</c>. What a
/// Task calls is answered here. The process ends with its input, so it cannot outlive whoever started it.
/// </summary>
public sealed class MachineRunner : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly Process process;
    private readonly Func<TaskCall, Task<JsonNode?>> tasks;
    private readonly ConcurrentDictionary<string, Execution> executions = new();
    private readonly Lock gate = new();
    private readonly Task<string> complaints;
    private int started;

    private MachineRunner(Process process, Func<TaskCall, Task<JsonNode?>> tasks) =>
        (this.process, this.tasks, complaints) = (process, tasks, process.StandardError.ReadToEndAsync());

    /// <summary>How long waits and delays of retries of a machine take, as a part of what its definition says; above 0, default 1.</summary>
    public Func<StateMachine, double> ScaleOf { get; init; } = static _ => 1;

    /// <summary>What was seen of all executions.</summary>
    public StateCoverage Coverage { get; init; } = new();

    /// <summary>The executions that were started, newest last.</summary>
    public IReadOnlyList<Execution> Executions => [.. executions.Values.OrderBy(execution => execution.Id, StringComparer.Ordinal)];

    /// <summary>Starts the process.</summary>
    /// <param name="node">The program <c>node</c>, version 22 or later.</param>
    /// <param name="script">The path of <c>run-machines.cjs</c>, where it finds its package.</param>
    /// <param name="tasks">Answers what Tasks call; throws <see cref="TaskFailedException"/> for an error.</param>
    /// <param name="scaleOf">See <see cref="ScaleOf"/>; null: 1.</param>
    /// <param name="coverage">Where to note what was seen; null: in one of its own.</param>
    public static async Task<MachineRunner> StartAsync(
        string node, string script, Func<TaskCall, Task<JsonNode?>> tasks, Func<StateMachine, double>? scaleOf = null, StateCoverage? coverage = null)
    {
        var begun = Process.Start(new ProcessStartInfo(node, [script])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var runner = new MachineRunner(begun, tasks) { ScaleOf = scaleOf ?? (static _ => 1), Coverage = coverage ?? new() };
        using var patience = new CancellationTokenSource(s_patience, TimeProvider.System);
        if (await begun.StandardOutput.ReadLineAsync(patience.Token) is null)
            throw new InvalidOperationException($"{node} {script} ended at once: {await runner.complaints}");
        _ = runner.ReadAsync();
        return runner;
    }

    /// <summary>Starts an execution.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="name">The execution's name.</param>
    /// <param name="input">Its input.</param>
    /// <param name="prefix">The beginning of its ARN: <c>arn:aws:states:REGION:ACCOUNT</c>.</param>
    public Execution Start(StateMachine machine, string name, JsonNode? input, string prefix = "arn:aws:states:eu-central-1:111111111111")
    {
        var id = Interlocked.Increment(ref started).ToString("D6");
        var execution = new Execution(id, $"{prefix}:execution:{machine.Name}:{name}", machine, name, input);
        executions[id] = execution;
        Coverage.Add(machine);
        var context = new JsonObject
        {
            ["Execution"] = new JsonObject { ["Id"] = execution.Arn, ["Name"] = name },
            ["StateMachine"] = new JsonObject { ["Id"] = $"{prefix}:stateMachine:{machine.Name}", ["Name"] = machine.Name },
        };
        Send(new()
        {
            ["do"] = "start", ["id"] = id, ["definition"] = machine.Definition.DeepClone(), ["input"] = input?.DeepClone(), ["context"] = context, ["scale"] = ScaleOf(machine),
        });
        return execution;
    }

    /// <summary>Ends an execution from outside.</summary>
    public void Abort(Execution execution) => Send(new() { ["do"] = "abort", ["id"] = execution.Id });

    /// <inheritdoc />
    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            var message = JsonNode.Parse(line)!;
            if (message["task"] is { } task)
                _ = AnswerAsync(task);
            else if (message["seen"] is { } seen)
                Saw(seen);
            else if (message["ended"] is { } ended)
                Of(ended).End(new((string)ended["status"]!, ended["output"]?.DeepClone(), (string?)ended["error"], (string?)ended["cause"]));
        }

        foreach (var left in executions.Values)
            left.End(new("ABORTED", null, "Runner.Ended", await complaints));
    }

    private Execution Of(JsonNode message) => executions[(string)message["id"]!];

    private void Saw(JsonNode seen)
    {
        var (execution, kind, state) = (Of(seen), (string)seen["kind"]!, (string)seen["state"]!);
        execution.Saw(kind, state);
        Coverage.Saw(execution.Machine.Name, kind, state, (int)seen["index"]!);
    }

    private async Task AnswerAsync(JsonNode task)
    {
        var answer = new JsonObject { ["do"] = "answer", ["call"] = (int)task["call"]! };
        try
        {
            var call = new TaskCall(Of(task), (string)task["state"]!, (string)task["resource"]!, task["parameters"]?.DeepClone());
            await Task.Yield(); // the next line is read while this is answered
            answer["result"] = (await tasks(call))?.DeepClone();
        }
        catch (TaskFailedException failed)
        {
            (answer["error"], answer["cause"]) = (failed.Error, failed.Message);
        }
#pragma warning disable CA1031 // Whatever goes wrong in a fake must end the execution, and be read in its cause.
        catch (Exception error)
#pragma warning restore CA1031
        {
            (answer["error"], answer["cause"]) = ("States.Runtime", error.ToString());
        }

        Send(answer);
    }

    private void Send(JsonObject message)
    {
        lock (gate)
        {
            try
            {
                process.StandardInput.WriteLine(message.ToJsonString(JsonSerializerOptions.Default));
                process.StandardInput.Flush();
            }
            catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
            {
                // It was disposed while an answer was under way.
            }
        }
    }
}
