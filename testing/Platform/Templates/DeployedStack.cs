using System.Text.Json.Nodes;
using Muster.Testing.Platform.Buses;
using Muster.Testing.Platform.Machines;
using Muster.Testing.Platform.Patterns;
using Muster.Testing.Platform.Pipes;

namespace Muster.Testing.Platform.Templates;

/// <summary>What of a synthesized stack acts once it is deployed.</summary>
/// <param name="Name">The stack's name.</param>
/// <param name="Account">Its account.</param>
/// <param name="Region">Its region.</param>
/// <param name="Resolver">Resolves what the template says.</param>
public sealed record DeployedStack(string Name, string Account, string Region, TemplateResolver Resolver)
{
    /// <summary>Reads stacks that refer to each other.</summary>
    /// <param name="stacks">Name, template, account and region of each.</param>
    public static IReadOnlyList<DeployedStack> Read(IEnumerable<(string Name, JsonObject Template, string Account, string Region)> stacks)
    {
        var read = new List<DeployedStack>();
        JsonNode Import(string name) => read
            .SelectMany(stack => stack.Resolver.Exports().Where(export => export.Key == name).Select(export => stack.Resolver.Resolve(export.Value)!))
            .FirstOrDefault() ?? throw new InvalidOperationException($"No stack exports {name}.");
        foreach (var (name, template, account, region) in stacks)
            read.Add(new(name, account, region, new(name, template, account, region) { Import = Import }));
        return read;
    }

    /// <summary>State machines, by ARN.</summary>
    public IEnumerable<KeyValuePair<string, StateMachine>> Machines() => Resolver.Of("AWS::StepFunctions::StateMachine").Select(id =>
    {
        var properties = Resolver.Properties(id)!;
        var definition = properties["DefinitionString"] is { } text ? JsonNode.Parse(Resolver.Text(text)) : Resolver.Resolve(properties["Definition"]);
        return KeyValuePair.Create(Resolver.ArnOf(id), new StateMachine(Resolver.NameOf(id), definition!.AsObject()));
    });

    /// <summary>Functions, by ARN, each with its environment.</summary>
    public IEnumerable<KeyValuePair<string, DeployedFunction>> Functions() => Resolver.Of("AWS::Lambda::Function").Select(id =>
    {
        var environment = Resolver.Resolve(Resolver.Properties(id)!["Environment"]?["Variables"])?.AsObject() ?? [];
        var variables = environment.ToDictionary(variable => variable.Key, variable => variable.Value!.ToString(), StringComparer.Ordinal);
        return KeyValuePair.Create(Resolver.ArnOf(id), new DeployedFunction(Resolver.ArnOf(id), Resolver.NameOf(id), variables));
    });

    /// <summary>Event buses, by ARN.</summary>
    public IEnumerable<string> Buses() => Resolver.Of("AWS::Events::EventBus").Select(Resolver.ArnOf).Append(BusArn(null));

    /// <summary>Rules on events.</summary>
    public IEnumerable<BusRule> Rules() => RulesWith("EventPattern").Select(id =>
    {
        var properties = Resolver.Properties(id)!;
        var pattern = EventPattern.Parse(Resolver.Resolve(properties["EventPattern"])!.ToJsonString());
        return new BusRule(BusArn(properties["EventBusName"]), Resolver.NameOf(id), pattern, [.. Targets(properties)]);
    });

    /// <summary>Rules by schedule, by name.</summary>
    public IEnumerable<KeyValuePair<string, DeployedSchedule>> Schedules() => RulesWith("ScheduleExpression").Select(id =>
    {
        var properties = Resolver.Properties(id)!;
        var schedule = new DeployedSchedule(Resolver.NameOf(id), Account, Region, Resolver.Text(properties["ScheduleExpression"]), [.. Targets(properties)]);
        return KeyValuePair.Create(schedule.Name, schedule);
    });

    /// <summary>Pipes.</summary>
    public IEnumerable<DeployedPipe> Pipes() => Resolver.Of("AWS::Pipes::Pipe").Select(id =>
    {
        var properties = Resolver.Resolve(Resolver.Properties(id))!;
        var filters = properties["SourceParameters"]?["FilterCriteria"]?["Filters"]?.AsArray() ?? [];
        var template = (string?)properties["TargetParameters"]?["InputTemplate"];
        return new DeployedPipe(
            Resolver.NameOf(id),
            (string)properties["Source"]!,
            (string)properties["Target"]!,
            [.. filters.Select(filter => EventPattern.Parse((string)filter!["Pattern"]!))],
            template is null ? null : new(template));
    });

    /// <summary>Which function takes the messages of a queue, by the queue's ARN.</summary>
    public IEnumerable<KeyValuePair<string, string>> QueueReaders() => Resolver.Of("AWS::Lambda::EventSourceMapping").Select(id =>
    {
        var properties = Resolver.Resolve(Resolver.Properties(id))!;
        var function = (string)properties["FunctionName"]!;
        return KeyValuePair.Create((string)properties["EventSourceArn"]!, function.StartsWith("arn:", StringComparison.Ordinal) ? function : $"arn:aws:lambda:{Region}:{Account}:function:{function}");
    });

    /// <summary>Names of launch templates.</summary>
    public IEnumerable<string> LaunchTemplates() => Resolver.Of("AWS::EC2::LaunchTemplate").Select(Resolver.NameOf);

    /// <summary>A bus by its name or ARN; null: the account's default bus.</summary>
    public string BusArn(JsonNode? name) => (name is null ? "default" : Resolver.Text(name)) is var text && text.StartsWith("arn:", StringComparison.Ordinal)
        ? text
        : $"arn:aws:events:{Region}:{Account}:event-bus/{text}";

    private IEnumerable<string> RulesWith(string property) => Resolver.Of("AWS::Events::Rule").Where(id => Resolver.Properties(id)?[property] is not null);

    private IEnumerable<BusTarget> Targets(JsonObject rule) => Resolver.Resolve(rule["Targets"])!.AsArray().Select(target => new BusTarget((string)target!["Arn"]!, Shape(target)));

    private static Func<JsonObject, JsonNode>? Shape(JsonNode target)
    {
        if ((string?)target["Input"] is { } input)
            return _ => JsonNode.Parse(input)!;
        if ((string?)target["InputPath"] is { } path)
            return found => InputTemplate.At(found, path)!.DeepClone();
        if (target["InputTransformer"] is not { } transformer)
            return null;
        var names = (transformer["InputPathsMap"]?.AsObject() ?? []).ToDictionary(name => name.Key, name => (string)name.Value!, StringComparer.Ordinal);
        var template = new InputTemplate((string)transformer["InputTemplate"]!, names);
        return found => template.Fill(found)!;
    }
}

/// <summary>A function as it is deployed.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name.</param>
/// <param name="Environment">Its variables.</param>
public sealed record DeployedFunction(string Arn, string Name, IReadOnlyDictionary<string, string> Environment);

/// <summary>A schedule as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Account">Its account.</param>
/// <param name="Region">Its region.</param>
/// <param name="Expression">When, such as <c>rate(10 minutes)</c>.</param>
/// <param name="Targets">What it calls.</param>
public sealed record DeployedSchedule(string Name, string Account, string Region, string Expression, IReadOnlyList<BusTarget> Targets);

/// <summary>A pipe as it is deployed.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">The ARN of a table's stream.</param>
/// <param name="Target">The ARN of what it starts.</param>
/// <param name="Filters">What it takes.</param>
/// <param name="Template">What it makes of a record; null: nothing.</param>
public sealed record DeployedPipe(string Name, string Source, string Target, IReadOnlyList<EventPattern> Filters, InputTemplate? Template);
