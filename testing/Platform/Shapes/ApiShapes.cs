using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Testing.Platform.Shapes;

/// <summary>
/// Checks what state machines send to services against the public models of those services: names, their case, types, and what is
/// required. A name that a service does not know is refused by Step Functions when the machine is deployed, or by the call.
/// </summary>
public sealed class ApiShapes
{
    /// <summary>The models, by the service's name in resources. Those of <c>aws-sdk</c> for JavaScript, version 2.</summary>
    private static readonly Dictionary<string, string> s_files = new(StringComparer.Ordinal)
    {
        ["ec2"] = "ec2-2016-11-15",
        ["events"] = "eventbridge-2015-10-07",
        ["eventbridge"] = "eventbridge-2015-10-07",
        ["lambda"] = "lambda-2015-03-31",
        ["servicequotas"] = "service-quotas-2019-06-24",
        ["sfn"] = "states-2016-11-23",
        ["states"] = "states-2016-11-23",
        ["dynamodb"] = "dynamodb-2012-08-10",
        ["s3"] = "s3-2006-03-01",
        ["sts"] = "sts-2011-06-15",
        ["sns"] = "sns-2010-03-31",
        ["sqs"] = "sqs-2012-11-05",
        ["cloudwatch"] = "monitoring-2010-08-01",
    };

    /// <summary>Parameters of optimised integrations that take any JSON where the service takes a text.</summary>
    private static readonly HashSet<string> s_anyJson = new(StringComparer.Ordinal) { "lambda:invoke.Payload", "states:startExecution.Input", "events:putEvents.Entries[].Detail" };

    private readonly string folder;
    private readonly Dictionary<string, JsonObject> models = [];

    /// <summary>Models in a folder.</summary>
    /// <param name="folder">The folder <c>apis</c> of the package.</param>
    public ApiShapes(string folder) => this.folder = folder;

    /// <summary>What is wrong with a call; empty: nothing.</summary>
    /// <param name="resource">The Task's resource.</param>
    /// <param name="parameters">Its parameters as they are sent, or as the definition has them, with names that end in <c>.$</c>.</param>
    public IReadOnlyList<string> Problems(string resource, JsonNode? parameters)
    {
        if (Resource.TryParse(resource) is not { } call)
            return [$"{resource} is no service integration."];
        if (!s_files.TryGetValue(call.Service, out var file))
            return [$"{resource} calls the service '{call.Service}'; known: {string.Join(", ", s_files.Keys)}."];
        var model = Model(file);
        var operation = char.ToUpperInvariant(call.Action[0]) + call.Action[1..];
        if (!char.IsLower(call.Action[0]) || model["operations"]![operation] is not JsonObject found)
            return [$"{resource} calls '{call.Action}', which {call.Service} does not have; actions are written in camel case."];
        var problems = new List<string>();
        var walk = new ShapeWalk(model["shapes"]?.AsObject() ?? [], call.IsOptimised ? s_anyJson : [], problems);
        walk.Structure(found["input"]?.AsObject() ?? [], parameters ?? new JsonObject(), $"{call.Service}:{call.Action}");
        return problems;
    }

    private JsonObject Model(string file)
    {
        lock (models)
        {
            if (!models.TryGetValue(file, out var model))
                models[file] = model = JsonNode.Parse(File.ReadAllText(Path.Join(folder, $"{file}.min.json")))!.AsObject();
            return model;
        }
    }
}

/// <summary>A Task's resource, taken apart.</summary>
/// <param name="Service">The service, in lower case.</param>
/// <param name="Action">The action, in camel case.</param>
/// <param name="IsOptimised">Whether it is one of the integrations that Step Functions has its own forms for.</param>
public sealed record Resource(string Service, string Action, bool IsOptimised)
{
    /// <summary>Takes it apart; null: it is no service integration.</summary>
    public static Resource? TryParse(string resource)
    {
        var words = resource.Split(':');
        if (words is not ["arn", _, "states", "", "", .. var rest])
            return null;
        return rest switch
        {
            ["aws-sdk", var service, var action, ..] => new(service, WithoutPattern(action), false),
            [var service, var action, ..] => new(service, WithoutPattern(action), true),
            _ => null,
        };
    }

    private static string WithoutPattern(string action) => action.Split('.')[0];
}
