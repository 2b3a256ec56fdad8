using System.Globalization;
using System.Text.Json.Nodes;

namespace Muster.Bench.Cloud;

/// <summary>
/// Walks through a state machine as <c>infra</c> deploys it, and counts the states that it enters, which is what is paid for. Only for a run in which nothing goes
/// wrong: there are no retries and no catches. (The tests execute the machines with all of that, by another interpreter, in real time.)
/// </summary>
/// <param name="definition">The machine as deployed.</param>
/// <param name="ports">What it works with.</param>
internal sealed class MachineWalk(string definition, WalkPorts ports)
{
    private readonly JsonObject machine = JsonNode.Parse(definition)!.AsObject();

    /// <summary>Starts an execution.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="input">Its input.</param>
    public void Start(string name, JsonNode? input)
    {
        var context = new JsonObject { ["Execution"] = new JsonObject { ["Name"] = name, ["StartTime"] = ports.Now().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) } };
        GoOn(machine, (string)machine["StartAt"]!, input, context);
    }

    private JsonNode? GoOn(JsonObject part, string? name, JsonNode? data, JsonObject context)
    {
        while (name is not null)
        {
            var state = part["States"]![name]!.AsObject();
            ports.Entered(name);
            var next = (string?)state["Next"];
            switch ((string)state["Type"]!)
            {
                case "Wait":
                    var seconds = (double)JsonPaths.Find((string)state["SecondsPath"]!, data, context)!;
                    ports.After(TimeSpan.FromSeconds(seconds), () => GoOn(part, next, data, context));
                    return data;
                case "Choice":
                    next = Choose(state, data, context);
                    break;
                case "Fail":
                    throw BenchException.Of($"A machine failed at '{name}' with {data?.ToJsonString()}.");
                case "Pass":
                    data = state.ContainsKey("Parameters") ? JsonPaths.Fill(state["Parameters"], data, context) : data;
                    break;
                case "Task":
                    data = Keep(state, data, ports.Call((string)state["Resource"]!, state.ContainsKey("Parameters") ? JsonPaths.Fill(state["Parameters"], data, context) : data));
                    break;
                case "Map":
                    data = Keep(state, data, Each(state, data, context));
                    break;
                case "Succeed":
                    break;
                case var type:
                    throw BenchException.Of($"The state '{name}' is a {type}, which the benchmark does not know.");
            }

            name = next;
        }

        return data;
    }

    private JsonArray Each(JsonObject state, JsonNode? data, JsonObject context)
    {
        var part = state["ItemProcessor"]!.AsObject();
        var items = JsonPaths.Find((string)state["ItemsPath"]!, data, context)!.AsArray();
        return [.. items.Select(item => GoOn(part, (string)part["StartAt"]!, item, context)?.DeepClone())];
    }

    private static JsonNode? Keep(JsonObject state, JsonNode? data, JsonNode? result)
    {
        if (!state.ContainsKey("ResultPath"))
            return result;
        if ((string?)state["ResultPath"] is not { } path)
            return data;
        var kept = data!.DeepClone().AsObject();
        kept[path["$.".Length..]] = result?.DeepClone();
        return kept;
    }

    private static string Choose(JsonObject state, JsonNode? data, JsonObject context) =>
        (string?)state["Choices"]!.AsArray().FirstOrDefault(rule => Holds(rule!.AsObject(), data, context))?["Next"] ?? (string?)state["Default"]
            ?? throw BenchException.Of($"No choice of {state["Choices"]!.ToJsonString()} is for {data?.ToJsonString()}.");

    private static bool Holds(JsonObject rule, JsonNode? data, JsonObject context)
    {
        if (rule["And"] is JsonArray all)
            return all.All(one => Holds(one!.AsObject(), data, context));
        if (rule["Not"] is JsonObject not)
            return !Holds(not, data, context);
        var value = JsonPaths.Find((string)rule["Variable"]!, data, context);
        var (test, other) = rule.Single(member => member.Key is not ("Variable" or "Next"));
        return test switch
        {
            "IsPresent" => value is not null == (bool)other!,
            "StringEquals" => value?.ToString() == (string?)other,
            "NumericGreaterThan" => value is not null && (double)value > (double)other!,
            "TimestampGreaterThanEqualsPath" => Time(value) >= Time(JsonPaths.Find((string)other!, data, context)),
            _ => throw BenchException.Of($"A machine tests {test}, which the benchmark does not know."),
        };
    }

    private static DateTimeOffset? Time(JsonNode? node) => node is null ? null : DateTimeOffset.Parse((string)node!, CultureInfo.InvariantCulture);
}

/// <summary>What machines work with.</summary>
/// <param name="Now">The time (UTC).</param>
/// <param name="After">Does something after a while.</param>
/// <param name="Entered">A state was entered.</param>
/// <param name="Call">Calls a resource with parameters.</param>
internal sealed record WalkPorts(Func<DateTimeOffset> Now, Action<TimeSpan, Action> After, Action<string> Entered, Func<string, JsonNode?, JsonNode?> Call);
