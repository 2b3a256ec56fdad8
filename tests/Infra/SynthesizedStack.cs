using System.Text.Json;
using System.Text.Json.Nodes;

namespace Muster.Tests.Infra;

/// <summary>A stack as it was synthesized.</summary>
public sealed class SynthesizedStack
{
    /// <summary>Reads one.</summary>
    public SynthesizedStack(string name, string account, string region, JsonObject template)
    {
        (Name, Account, Region, Template) = (name, account, region, template);
        var cloud = new CloudFormation(template, account, region);
        Resources = [.. cloud.All.Select(resource => new SynthesizedResource(
            resource.Key,
            resource.Value!["Type"]!.GetValue<string>(),
            (cloud.Resolve(resource.Value["Properties"]) ?? new JsonObject()).AsObject()))];
        Machines = [.. Of("AWS::StepFunctions::StateMachine").Select(machine => new SynthesizedMachine(
            machine.Text("StateMachineName"), cloud.Arn(machine.Id), account, region, JsonNode.Parse(machine.Text("DefinitionString"))!.AsObject()))];
        Functions = [.. Of("AWS::Lambda::Function").Select(function => new SynthesizedFunction(
            function.Text("FunctionName"), cloud.Arn(function.Id), function.Properties["Environment"]!["Variables"].Deserialize<Dictionary<string, string>>()!))];
        Rules = [.. Of("AWS::Events::Rule").Select(ReadRule)];
        Pipes = [.. Of("AWS::Pipes::Pipe").Select(ReadPipe)];
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>Its account.</summary>
    public string Account { get; }

    /// <summary>Its region.</summary>
    public string Region { get; }

    /// <summary>The template as it was written.</summary>
    public JsonObject Template { get; }

    /// <summary>Its resources, without functions of CloudFormation.</summary>
    public IReadOnlyList<SynthesizedResource> Resources { get; }

    /// <summary>Its state machines.</summary>
    public IReadOnlyList<SynthesizedMachine> Machines { get; }

    /// <summary>Its functions.</summary>
    public IReadOnlyList<SynthesizedFunction> Functions { get; }

    /// <summary>Its rules.</summary>
    public IReadOnlyList<SynthesizedRule> Rules { get; }

    /// <summary>Its pipes.</summary>
    public IReadOnlyList<SynthesizedPipe> Pipes { get; }

    /// <summary>The resources of a type.</summary>
    public IReadOnlyList<SynthesizedResource> Of(string type) => [.. Resources.Where(resource => resource.Type == type)];

    private SynthesizedRule ReadRule(SynthesizedResource rule) => new(
        $"{Name}/{rule.Id}",
        Account,
        Region,
        rule.TextOrNull("EventBusName") ?? "default",
        rule.Properties["EventPattern"]?.AsObject(),
        rule.TextOrNull("ScheduleExpression"),
        [.. rule.Properties["Targets"]!.AsArray().Select(target => new SynthesizedTarget(
            target!["Arn"]!.GetValue<string>(),
            target["InputPath"]?.GetValue<string>(),
            target["Input"] is { } input ? JsonNode.Parse(input.GetValue<string>()) : null,
            target["DeadLetterConfig"]?["Arn"]?.GetValue<string>()))]);

    private static SynthesizedPipe ReadPipe(SynthesizedResource pipe) => new(
        pipe.Text("Name"),
        pipe.Text("Source"),
        JsonNode.Parse(pipe.Properties["SourceParameters"]!["FilterCriteria"]!["Filters"]![0]!["Pattern"]!.GetValue<string>())!.AsObject(),
        pipe.Properties["SourceParameters"]!["DynamoDBStreamParameters"]!.AsObject(),
        pipe.Properties["TargetParameters"]!["InputTemplate"]!.GetValue<string>(),
        pipe.Text("Target"));
}

/// <summary>A resource, without functions of CloudFormation.</summary>
/// <param name="Id">Its logical id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Properties">Its properties.</param>
public sealed record SynthesizedResource(string Id, string Type, JsonObject Properties)
{
    /// <summary>A property that is a text.</summary>
    public string Text(string property) => TextOrNull(property) ?? throw new InvalidOperationException($"{Id} has no {property}.");

    /// <summary>A property that is a text, or not there.</summary>
    public string? TextOrNull(string property) => Properties[property]?.GetValue<string>();
}

/// <summary>A state machine.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Account">Its account.</param>
/// <param name="Region">Its region.</param>
/// <param name="Definition">Its definition; all ARNs in it are whole.</param>
public sealed record SynthesizedMachine(string Name, string Arn, string Account, string Region, JsonObject Definition);

/// <summary>A function.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Environment">Its variables.</param>
public sealed record SynthesizedFunction(string Name, string Arn, IReadOnlyDictionary<string, string> Environment);

/// <summary>A rule.</summary>
/// <param name="Name">A name, for people.</param>
/// <param name="Account">Its account.</param>
/// <param name="Region">Its region.</param>
/// <param name="Bus">The name of its bus; <c>default</c>: where AWS's own events come, and schedules.</param>
/// <param name="Pattern">What it takes; null: it is a schedule.</param>
/// <param name="Schedule">When it fires; null: by its pattern.</param>
/// <param name="Targets">Who gets it.</param>
public sealed record SynthesizedRule(string Name, string Account, string Region, string Bus, JsonObject? Pattern, string? Schedule, IReadOnlyList<SynthesizedTarget> Targets);

/// <summary>A rule's target.</summary>
/// <param name="Arn">A function, a machine or another bus.</param>
/// <param name="InputPath">What of the event it gets; null: all.</param>
/// <param name="Input">What it gets instead of the event; null: the event.</param>
/// <param name="DeadLetters">The queue of what could not be delivered; null: none.</param>
public sealed record SynthesizedTarget(string Arn, string? InputPath, JsonNode? Input, string? DeadLetters);

/// <summary>A pipe.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Source">The stream's ARN.</param>
/// <param name="Filter">What it takes of it.</param>
/// <param name="Stream">How it reads the stream.</param>
/// <param name="Template">What it makes of it: a text with paths such as <c>&lt;$.dynamodb.NewImage.k.S&gt;</c>; what is not there is empty. The machine gets a list of one.</param>
/// <param name="Target">The machine's ARN.</param>
public sealed record SynthesizedPipe(string Name, string Source, JsonObject Filter, JsonObject Stream, string Template, string Target);
