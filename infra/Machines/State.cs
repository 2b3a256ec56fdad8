using System.Text.Json.Nodes;

namespace Muster.Infra.Machines;

/// <summary>
/// The kinds of states. Only what the local interpreter of the tests runs as AWS does is used: no JSONata, no variables, no heartbeats, no
/// distributed maps; and <c>IsPresent</c> only to be true, because false is never true there.
/// </summary>
internal static class State
{
    /// <summary>Invokes a function; what it returns is the result.</summary>
    /// <param name="function">Its ARN.</param>
    /// <param name="payload">What it is given; null: the state's input as it is.</param>
    public static JsonObject Invoke(string function, JsonObject? payload = null) => Task(function, payload, seconds: FunctionSeconds).Retrying(Retries.OfFunctions());

    /// <summary>Calls a service.</summary>
    /// <param name="action">Service and action, such as <c>ec2:createFleet</c>.</param>
    /// <param name="parameters">Its parameters, named as in the service's model but beginning with capitals.</param>
    /// <param name="seconds">How long it may take.</param>
    public static JsonObject Call(string action, JsonObject parameters, int seconds = 30) => Task($"arn:aws:states:::aws-sdk:{action}", parameters, seconds);

    /// <summary>Puts events on a bus.</summary>
    /// <param name="entries">The entries, or where they are: a text that begins with <c>$</c>.</param>
    public static JsonObject Put(JsonNode entries) =>
        Task("arn:aws:states:::events:putEvents", entries is JsonValue ? new() { ["Entries.$"] = entries } : new() { ["Entries"] = entries }, seconds: 30)
            .Retrying(Retries.OfCalls());

    /// <summary>Chooses by rules, in their order.</summary>
    /// <param name="otherwise">The state when none matches; null: that is an error.</param>
    /// <param name="rules">The rules; see <see cref="Match"/>.</param>
    public static JsonObject Choice(string? otherwise, params JsonObject[] rules)
    {
        var choice = new JsonObject { ["Type"] = "Choice", ["Choices"] = new JsonArray([.. rules]) };
        if (otherwise is not null)
            choice["Default"] = otherwise;
        return choice;
    }

    /// <summary>Does the same with each item of a list.</summary>
    /// <param name="items">Where the list is.</param>
    /// <param name="each">What is done with each.</param>
    /// <param name="atOnce">How many at a time.</param>
    public static JsonObject Map(string items, Definition each, int atOnce)
    {
        var processor = each.ToPart();
        processor.Insert(0, "ProcessorConfig", new JsonObject { ["Mode"] = "INLINE" });
        return new() { ["Type"] = "Map", ["ItemsPath"] = items, ["MaxConcurrency"] = atOnce, ["ItemProcessor"] = processor };
    }

    /// <summary>Does several things at once.</summary>
    public static JsonObject Parallel(params Definition[] branches) =>
        new() { ["Type"] = "Parallel", ["Branches"] = new JsonArray([.. branches.Select(branch => (JsonNode)branch.ToPart())]) };

    /// <summary>Makes one value of others.</summary>
    public static JsonObject Pass(JsonObject? parameters = null)
    {
        var pass = new JsonObject { ["Type"] = "Pass" };
        if (parameters is not null)
            pass["Parameters"] = parameters;
        return pass;
    }

    /// <summary>Waits.</summary>
    /// <param name="secondsPath">Where it says for how many seconds.</param>
    public static JsonObject Wait(string secondsPath) => new() { ["Type"] = "Wait", ["SecondsPath"] = secondsPath };

    /// <summary>The end of an execution that did what it is for.</summary>
    public static JsonObject Succeed() => new() { ["Type"] = "Succeed" };

    /// <summary>The end of an execution that failed, with what was caught.</summary>
    public static JsonObject FailAsCaught() => new() { ["Type"] = "Fail", ["ErrorPath"] = "$.failure.Error", ["CausePath"] = "$.failure.Cause" };

    /// <summary>The end of an execution that cannot go on.</summary>
    public static JsonObject Fail(string error, string cause) => new() { ["Type"] = "Fail", ["Error"] = error, ["Cause"] = cause };

    /// <summary>How long a function may take, in seconds: longer than its own deadline, so that its own error is seen.</summary>
    public const int FunctionSeconds = 90;

    private static JsonObject Task(string resource, JsonObject? parameters, int seconds)
    {
        var task = new JsonObject { ["Type"] = "Task", ["Resource"] = resource };
        if (parameters is not null)
            task["Parameters"] = parameters;
        task["TimeoutSeconds"] = seconds;
        return task;
    }
}
