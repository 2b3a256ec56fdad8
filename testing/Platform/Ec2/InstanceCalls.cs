using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Muster.Testing.Platform.Ec2;

/// <summary>Listing, ending and stopping instances. Source: Amazon EC2 API reference, 2026-11.</summary>
internal sealed class InstanceCalls(Ec2Place place)
{
    public JsonObject Describe(JsonObject parameters)
    {
        var now = place.Now;
        var filters = (parameters["Filters"]?.AsArray() ?? []).Select(filter => Filter(filter!)).ToList();
        var ids = parameters["InstanceIds"]?.AsArray().Select(id => (string)id!).ToHashSet(StringComparer.Ordinal);
        if (ids is not null && parameters["MaxResults"] is not null)
            throw Ec2Errors.Of("InvalidParameterValue", "The parameter instancesSet cannot be used with the parameter maxResults");
        var visible = place.All.Where(each => each.VisibleFrom <= now).ToList();
        foreach (var missing in ids?.Where(id => visible.All(each => each.Id != id)) ?? [])
            throw Ec2Errors.Of("InvalidInstanceID.NotFound", missing);
        var found = visible.Where(each => ids?.Contains(each.Id) != false).Select(each => each.Describe(now)).Where(each => filters.All(filter => filter(each))).ToList();
        var page = Pages.Cut(found, parameters, 5, 1000, out var next);
        var answer = new JsonObject
        {
            ["Reservations"] = new JsonArray([.. page.Chunk(2).Select(some => new JsonObject { ["Instances"] = new JsonArray([.. some]), ["OwnerId"] = place.Account })]),
        };
        return Pages.With(answer, next);
    }

    public JsonObject Act(JsonObject parameters, string list, List<Action> told, params string[] states)
    {
        var instances = Named(parameters);
        foreach (var instance in instances)
            told.Add(() => place.Move(instance.Id, states));
        return new()
        {
            [list] = new JsonArray([.. instances.Select(instance => new JsonObject
            {
                ["CurrentState"] = FakeInstance.StateOf(instance.State == "terminated" ? instance.State : states[0]),
                ["InstanceId"] = instance.Id,
                ["PreviousState"] = FakeInstance.StateOf(instance.State),
            })]),
        };
    }

    public JsonObject Stop(JsonObject parameters, List<Action> told)
    {
        foreach (var instance in Named(parameters))
        {
            if ((bool?)parameters["Hibernate"] == true && !place.Weather.Hibernates)
                throw Ec2Errors.Of("UnsupportedHibernationConfiguration", instance.Id);
        }

        return Act(parameters, "StoppingInstances", told, "stopping", "stopped");
    }

    // One unknown id, and the whole call does nothing.
    private List<FakeInstance> Named(JsonObject parameters) =>
        [.. parameters["InstanceIds"]!.AsArray().Select(id => place.Find((string)id!) ?? throw Ec2Errors.Of("InvalidInstanceID.NotFound", (string)id!))];

    private static Func<JsonObject, bool> Filter(JsonNode filter)
    {
        var name = (string)filter["Name"]!;
        var values = filter["Values"]!.AsArray().Select(value => Wildcard((string)value!)).ToList();
        Func<JsonObject, IEnumerable<string>> read = name switch
        {
            "instance-state-name" => json => [(string)json["State"]!["Name"]!],
            "instance-id" => json => [(string)json["InstanceId"]!],
            "tag-key" => json => json["Tags"]!.AsArray().Select(tag => (string)tag!["Key"]!),
            _ when name.StartsWith("tag:", StringComparison.Ordinal) => json => json["Tags"]!.AsArray().Where(tag => (string)tag!["Key"]! == name[4..]).Select(tag => (string)tag!["Value"]!),
            _ => throw Ec2Errors.Of("InvalidParameterValue", $"The filter '{name}' is invalid"),
        };
        return json => read(json).Any(value => values.Any(wanted => wanted.IsMatch(value)));
    }

    private static Regex Wildcard(string text) => new(
        $"\\A{Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}\\z",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1));
}
