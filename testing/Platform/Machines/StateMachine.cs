using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Machines;

/// <summary>A state machine as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Definition">Its definition in the Amazon States Language, with all references resolved.</param>
public sealed record StateMachine(string Name, JsonObject Definition)
{
    /// <summary>Its states and those inside of them, by name: names are unique in a machine.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> States() => StatesOf(Definition);

    private static IEnumerable<KeyValuePair<string, JsonObject>> StatesOf(JsonObject machine)
    {
        foreach (var (name, node) in machine["States"]!.AsObject())
        {
            var state = node!.AsObject();
            yield return new(name, state);
            var branches = state["Branches"]?.AsArray().Select(branch => branch!.AsObject()) ?? [];
            foreach (var inner in branches.Append(state["ItemProcessor"]?.AsObject()).Append(state["Iterator"]?.AsObject()))
            {
                foreach (var nested in inner is null ? [] : StatesOf(inner))
                    yield return nested;
            }
        }
    }
}

/// <summary>What a Task asks of the world.</summary>
/// <param name="Execution">The execution that asks.</param>
/// <param name="State">The state.</param>
/// <param name="Resource">What it calls, such as <c>arn:aws:states:::events:putEvents</c>.</param>
/// <param name="Parameters">With what.</param>
public sealed record TaskCall(Execution Execution, string State, string Resource, JsonNode? Parameters);

/// <summary>A Task failed.</summary>
/// <param name="error">The error's name, such as <c>Ec2.Ec2Exception</c>.</param>
/// <param name="cause">Its cause, as people and Catch see it.</param>
public sealed class TaskFailedException(string error, string cause) : Exception(cause)
{
    /// <summary>The error's name.</summary>
    public string Error { get; } = error;
}

/// <summary>How an execution ended.</summary>
/// <param name="Status"><c>SUCCEEDED</c>, <c>FAILED</c>, <c>TIMED_OUT</c> or <c>ABORTED</c>.</param>
/// <param name="Output">Its output; null unless it succeeded.</param>
/// <param name="Error">The error's name; null unless it failed.</param>
/// <param name="Cause">The error's cause; null unless it failed.</param>
public sealed record ExecutionEnd(string Status, JsonNode? Output, string? Error, string? Cause)
{
    /// <summary>Whether it succeeded.</summary>
    public bool Succeeded => Status == "SUCCEEDED";
}
